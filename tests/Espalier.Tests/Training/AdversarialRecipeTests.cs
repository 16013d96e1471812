using Espalier.Attacks;
using Espalier.Training;

namespace Espalier.Tests.Training;

public sealed class AdversarialRecipeTests
{
    [Fact]
    public void It_is_the_standard_recipe_on_images_moved_as_in_the_search()
    {
        var recipe = new AdversarialRecipe().Create();

        Assert.Equal(new StandardRecipe().Create() with { Adversarial = "fgsm-rs" }, recipe);
        var perturbation = Assert.IsType<FgsmRsPerturbation>(recipe.CreatePerturbation());
        Assert.Equal(2.0 / 255, perturbation.Settings.Epsilon);
    }
}
