using Espalier.Attacks;
using Espalier.Training;

namespace Espalier.Tests.Training;

public sealed class TrainingRecipeTests
{
    [Fact]
    public void The_catalogue_knows_the_recipes()
    {
        Assert.Equal(["adversarial", "fast", "free", "pgd-at", "standard", "trades"], RecipeCatalog.Names);
        Assert.Equal(new TrainingRecipe(), RecipeCatalog.Create("standard"));
        Assert.IsType<NoPerturbation>(RecipeCatalog.Create("standard").CreatePerturbation());
        var perturbation = Assert.IsType<FgsmRsPerturbation>(RecipeCatalog.Create("adversarial").CreatePerturbation());
        Assert.Equal(2.0 / 255, perturbation.Settings.Epsilon);
        var fault = Assert.Throws<InvalidInputException>(() => RecipeCatalog.Create("best"));
        Assert.Contains("adversarial, fast, free, pgd-at, standard, trades", fault.Message, StringComparison.Ordinal);
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

    [Theory]
    [InlineData("none", 10, 10)]
    [InlineData("pgd-7", 10, 10)]
    [InlineData("free-4", 10, 3)]
    [InlineData("free-4", 3, 1)]
    public void Replays_divide_the_epochs_and_the_rate_falls_over_what_is_left(string adversarial, int epochs, int rounds)
    {
        var recipe = new TrainingRecipe { Epochs = epochs, Adversarial = adversarial, LearningRate = 0.1 };

        Assert.Equal(rounds, recipe.Rounds);
        Assert.Equal(0.1, recipe.LearningRateAt(0));
        Assert.Equal(0, recipe.LearningRateAt(rounds), 1e-12);
    }

    [Theory]
    [InlineData(0.04, 0.01)]
    [InlineData(0, 1e-12)]
    public void A_step_may_be_given_in_radii(double epsilon, double step)
    {
        var recipe = new TrainingRecipe { Adversarial = "pgd-7", AdversarialStep = 0.25, Epsilon = epsilon };

        Assert.Equal(step, recipe.CreatePerturbation().Settings.StepSize!.Value, 1e-15);
    }

    [Fact]
    public void A_recipe_checks_itself()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingRecipe { Epochs = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingRecipe { LearningRate = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingRecipe { DropPath = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingRecipe { Epsilon = 8 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingRecipe { AdversarialStep = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingRecipe { TradesBeta = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingRecipe { WatchedImages = -1 });
        Assert.Throws<InvalidInputException>(() => new TrainingRecipe { Adversarial = "mart" });
    }
}
