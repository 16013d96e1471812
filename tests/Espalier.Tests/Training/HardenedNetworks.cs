using Espalier.Attacks;
using Espalier.Data;
using Espalier.Evaluation;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Training;

namespace Espalier.Tests.Training;

/// <summary>Two networks from the same weights on the same few images of Fashion-MNIST: trained as usual, and robustly.</summary>
public sealed class HardenedNetworks : IDisposable
{
    private const double Epsilon = 16.0 / 255;
    private readonly Lazy<ImageSet> all = new(() => DataCatalog.Load("fashion-mnist", new DataRequest()).Train);
    private readonly Lazy<Network> standard;
    private readonly Lazy<Network> robust;

    public HardenedNetworks()
    {
        standard = new(() => Fit(new StandardRecipe()));
        robust = new(() => Fit(new PgdAtRecipe()));
    }

    internal Network Standard => standard.Value;

    internal Network Robust => robust.Value;

    internal ImageSet Train => all.Value.Take(800);

    internal ChannelStatistics Statistics => ChannelStatistics.Of(Train);

    public void Dispose()
    {
        foreach (var network in new[] { standard, robust }.Where(made => made.IsValueCreated))
        {
            network.Value.Dispose();
        }
    }

    /// <summary>A recipe for so small a problem.</summary>
    internal static TrainingRecipe Trained(IRecipe recipe) => recipe.Create() with
    {
        Epochs = 4,
        BatchSize = 20,
        LearningRate = 0.1,
        AuxiliaryWeight = 0,
        Cutout = 0,
        CropPadding = 0,
        DropPath = 0,
        Epsilon = Epsilon,
    };

    /// <summary>The accuracy of a network under PGD-20 on images that neither was trained on.</summary>
    internal double Pgd20(Network network) => new Evaluator().Attacked(
        network,
        all.Value.Select([.. Enumerable.Range(20_000, 200)]),
        new Pgd(new AttackSettings { Epsilon = Epsilon, Steps = 20 }),
        seed: 1).Fraction;

    internal Network Build() => new DartsSpace().Build(DartsGenotypes.DartsV2, new NetworkSettings
    {
        Channels = 4,
        Cells = 3,
        StemStride = 2,
        Input = Train.Shape,
        Classes = Train.Classes,
        Statistics = Statistics,
    });

    private Network Fit(IRecipe recipe)
    {
        var network = Build();
        using var generator = new Generator(1);
        Initialization.Draw(network, generator);
        using var trainer = new Trainer(network, Train, Statistics, Trained(recipe), seed: 3);
        Assert.Equal(TrainingEnd.Finished, trainer.Train().End);
        return network;
    }
}
