using Espalier.Attacks;
using Espalier.Training;

namespace Espalier.Tests.Training;

public sealed class FreeRecipeTests
{
    [Fact]
    public void It_replays_batches_eight_times_in_an_eighth_of_the_epochs()
    {
        var recipe = new FreeRecipe().Create() with { Epsilon = 8.0 / 255 };

        var perturbation = Assert.IsType<FreePerturbation>(recipe.CreatePerturbation());
        Assert.Equal((8, 8.0 / 255), (perturbation.ReplaysPerBatch, perturbation.Settings.StepSize));
        Assert.Equal((600, 75), (recipe.Epochs, recipe.Rounds));
        Assert.False(recipe.TakesSingleSteps);
        Assert.Equal((KeptEpoch.Best, 0, 0.0), (recipe.Keep, recipe.Cutout, recipe.DropPath));
    }
}
