using Espalier.Attacks;
using Espalier.Training;

namespace Espalier.Tests.Training;

public sealed class FastRecipeTests
{
    [Fact]
    public void Its_adversary_is_the_papers_and_it_looks_out_for_its_failure()
    {
        var recipe = new FastRecipe().Create() with { Epsilon = 8.0 / 255 };

        var settings = Assert.IsType<FastPerturbation>(recipe.CreatePerturbation()).Settings;
        Assert.Equal(10.0 / 255, settings.StepSize!.Value, 1e-15);
        Assert.True(recipe.TakesSingleSteps);
        Assert.Equal((KeptEpoch.Best, 0, 0.0), (recipe.Keep, recipe.Cutout, recipe.DropPath));
    }
}
