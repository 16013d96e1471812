using Espalier.Attacks;
using Espalier.Training;

namespace Espalier.Tests.Training;

public sealed class TrainingRecipeTests
{
    [Fact]
    public void The_catalogue_knows_the_standard_and_the_adversarial_recipe()
    {
        Assert.Equal(["adversarial", "standard"], RecipeCatalog.Names);
        Assert.Equal(new TrainingRecipe(), RecipeCatalog.Create("standard"));
        Assert.IsType<NoPerturbation>(RecipeCatalog.Create("standard").CreatePerturbation());
        var perturbation = Assert.IsType<FgsmRsPerturbation>(RecipeCatalog.Create("adversarial").CreatePerturbation());
        Assert.Equal(2.0 / 255, perturbation.Settings.Epsilon);
        var fault = Assert.Throws<InvalidInputException>(() => RecipeCatalog.Create("best"));
        Assert.Contains("adversarial, standard", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_learning_rate_falls_along_half_a_cosine_by_epochs()
    {
        var recipe = new TrainingRecipe { Epochs = 4, LearningRate = 0.1 };

        var rates = Enumerable.Range(0, 4).Select(epoch => Math.Round(recipe.LearningRateAt(epoch), 7));

        Assert.Equal([0.1, 0.0853553, 0.05, 0.0146447], rates);
    }

    [Fact]
    public void Drop_path_rises_with_the_epochs()
    {
        var recipe = new TrainingRecipe { Epochs = 4, DropPath = 0.2 };

        Assert.Equal([0, 0.05, 0.1, 0.15], Enumerable.Range(0, 4).Select(epoch => Math.Round(recipe.DropPathAt(epoch), 9)));
    }

    [Fact]
    public void A_recipe_checks_itself()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingRecipe { Epochs = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingRecipe { LearningRate = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingRecipe { DropPath = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingRecipe { Epsilon = 8 });
        Assert.Throws<InvalidInputException>(() => new TrainingRecipe { Adversarial = "trades" });
    }
}
