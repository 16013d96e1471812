using Espalier.Training;

namespace Espalier.Tests.Training;

public sealed class StandardRecipeTests
{
    [Fact]
    public void It_is_the_published_training_of_darts()
    {
        var recipe = new StandardRecipe().Create();

        Assert.Equal(
            (600, 96, 0.025, 0.9, 3e-4), (recipe.Epochs, recipe.BatchSize, recipe.LearningRate, recipe.Momentum, recipe.WeightDecay));
        Assert.Equal((5, 0.4, 0.2, 16, 4, true),
            (recipe.GradientClip, recipe.AuxiliaryWeight, recipe.DropPath, recipe.Cutout, recipe.CropPadding, recipe.Flip));
        Assert.Equal("none", recipe.Adversarial);
        Assert.Equal(0, recipe.LearningRateAt(600), 1e-12);
    }
}
