using Espalier.Attacks;
using Espalier.Tests.Data;
using Espalier.Training;

namespace Espalier.Tests.Training;

public sealed class PgdAtRecipeTests(HardenedNetworks networks) : IClassFixture<HardenedNetworks>
{
    [Fact]
    public void Its_adversary_is_the_papers_and_the_best_epoch_is_kept()
    {
        var recipe = new PgdAtRecipe().Create() with { Epsilon = 8.0 / 255 };

        var settings = Assert.IsType<PgdPerturbation>(recipe.CreatePerturbation()).Settings;
        Assert.Equal((7, true), (settings.Steps, settings.RandomStart));
        Assert.Equal(2.0 / 255, settings.StepSize!.Value, 1e-15);
        Assert.Equal((KeptEpoch.Best, 0, 0.0), (recipe.Keep, recipe.Cutout, recipe.DropPath));
    }

    [FashionMnistFact]
    public void It_makes_a_network_far_more_robust_than_standard_training_does()
    {
        var (standard, robust) = (networks.Pgd20(networks.Standard), networks.Pgd20(networks.Robust));

        Assert.True(robust > standard + 0.15, $"{robust} against {standard}");
    }

    // Steps of next to nothing from a random start teach to meet noise alone. Weights that are put in its place after the first epoch are the end
    // of its robustness, while its accuracy on its own images rises: the training cannot tell this from having learnt it.
    [FashionMnistFact]
    public void Robustness_that_vanishes_in_a_training_on_single_steps_is_told_and_the_weights_from_before_are_given_back()
    {
        using var network = networks.Build();
        network.load_state_dict(networks.Robust.state_dict());
        var recipe = HardenedNetworks.Trained(new FastRecipe()) with { Epochs = 2, AdversarialStep = 1e-9, LearningRate = 0 };
        using var trainer = new Trainer(network, networks.Train, networks.Statistics, recipe, seed: 3);
        byte[] before = [];

        var outcome = trainer.Train(progress =>
        {
            if (progress is { EndsEpoch: true, Epoch: 0 })
            {
                before = Bits.Of(network);
                network.load_state_dict(networks.Standard.state_dict());
            }
        });

        Assert.Equal(1, outcome.Overfitting!.Epoch);
        Assert.Equal((outcome.Kept!.Robust, trainer.Epochs[1].Robust), (outcome.Overfitting.Before, outcome.Overfitting.After));
        Assert.Equal(0, outcome.Kept.Epoch);
        Assert.Equal(before, Bits.Of(network));
    }
}
