using Espalier;
using Espalier.Attacks;
using Espalier.Data;
using Espalier.Estimators;
using Espalier.Estimators.OneShot;
using Espalier.Evaluation;
using Espalier.Spaces;
using Espalier.Supernets;
using static Espalier.Torch.torch;
using static Espalier.Torch.torch.nn;

namespace DerivationGap;

/// <summary>Looks at a supernet after its search.</summary>
/// <param name="directions">In which its loss is looked at, forth and back.</param>
/// <param name="images">Validation images that the loss is taken on.</param>
internal sealed class Probe(int directions, int images)
{
    private const double Radius = 0.05;
    private const int Batch = 256;

    /// <summary>
    /// Its accuracy, that of the path it is cut down to with the weights as they are, and how its loss rises around its weights. The loss is
    /// that of passes that normalise by their batch, as in training: running statistics would belong to other weights.
    /// </summary>
    internal Probed Of(Supernet supernet, Genotype? genotype, DataSplit data, ulong seed)
    {
        var judge = new ValidationJudge(data.Validation, new NoAttack());
        var path = new InheritedWeights(supernet, data.Train, judge, TimeProvider.System)
            .Judge(genotype ?? supernet.Derive(), seed, CancellationToken.None).Accuracy!.Value;
        var whole = new Evaluator().Clean(supernet, data.Validation).Fraction;
        using var generator = new Generator(SeededRandom.Derive(seed, "sharpness"));
        using var frozen = new FrozenStatistics(supernet);
        supernet.train();
        var looked = BatchLoader.ForEvaluation(data.Validation.Take(images), Batch);
        var sharpness = Sharpness.Measure([.. supernet.parameters()], () => Loss(supernet, looked), Radius, directions, generator);
        return new(whole, path, sharpness.Loss, sharpness.Mean, sharpness.Largest);
    }

    private static double Loss(Supernet supernet, BatchLoader images)
    {
        var (sum, count) = (0.0, 0L);
        foreach (var batch in images.Epoch(0))
        {
            using var scope = NewDisposeScope();
            using var held = batch;
            sum += batch.Labels.size(0) * functional.cross_entropy(supernet.call(batch.Images), batch.Labels).ToDouble();
            count += batch.Labels.size(0);
        }

        return sum / count;
    }
}

/// <summary>What a look came to.</summary>
/// <param name="Supernet">Validation accuracy of the supernet, 0 to 1.</param>
/// <param name="Derived">Of the path with the supernet's weights, its batch norm recalibrated.</param>
/// <param name="Loss">On some validation images.</param>
/// <param name="MeanRise">Of the loss around the weights.</param>
/// <param name="LargestRise">The largest of those looked at.</param>
internal sealed record Probed(double Supernet, double Derived, double Loss, double MeanRise, double LargestRise)
{
    internal static Probed Mean(IReadOnlyList<Probed> all) => new(
        all.Average(one => one.Supernet),
        all.Average(one => one.Derived),
        all.Average(one => one.Loss),
        all.Average(one => one.MeanRise),
        all.Average(one => one.LargestRise));
}
