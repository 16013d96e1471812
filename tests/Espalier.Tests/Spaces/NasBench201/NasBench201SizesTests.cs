using Espalier.Spaces;
using Espalier.Spaces.NasBench201;
using Espalier.Training;

namespace Espalier.Tests.Spaces.NasBench201;

public sealed class NasBench201SizesTests
{
    private static readonly NasBench201Space Space = new();

    [Fact]
    public void The_paper_has_its_published_skeleton_and_training()
    {
        var sizes = Space.Sizes(RunScale.Paper, new RunSizes());

        Assert.Equal((new NetworkSize(16, 17), new NetworkSize(16, 17)), (sizes.Search, sizes.Final));
        Assert.Equal((50, 64), (sizes.SearchEpochs, sizes.SearchBatch));
        var recipe = sizes.Recipe;
        Assert.Equal((200, 256, 0.1, 5e-4), (recipe.Epochs, recipe.BatchSize, recipe.LearningRate, recipe.WeightDecay));
        Assert.Equal((0.9, true, true, 4), (recipe.Momentum, recipe.Nesterov, recipe.Flip, recipe.CropPadding));
        Assert.Equal((0.0, 0.0, 0.0, 0), (recipe.GradientClip, recipe.AuxiliaryWeight, recipe.DropPath, recipe.Cutout));
        Assert.Equal(0, recipe.LearningRateAt(200), 1e-12);
    }

    [Theory]
    [InlineData(RunScale.Quick, 5, 5)]
    [InlineData(RunScale.Standard, 8, 17)]
    public void Shorter_runs_have_whole_stages_and_the_rate_of_their_batch(RunScale scale, int searched, int trained)
    {
        var usual = new RunSizes { SearchImages = 1280, FinalImages = 6000, StemStride = 2, Recipe = new TrainingRecipe { Epochs = 6 } };

        var sizes = Space.Sizes(scale, usual);

        Assert.Equal((searched, trained), (sizes.Search.Cells, sizes.Final.Cells));
        Assert.Equal(0, (sizes.Search.Cells - 2) % 3);
        Assert.Equal((1280, 6000, 2, 6), (sizes.SearchImages, sizes.FinalImages, sizes.StemStride, sizes.Recipe.Epochs));
        Assert.Equal(0.1 / 256, sizes.Recipe.LearningRate / sizes.Recipe.BatchSize, 1e-12);
    }

    [Fact]
    public void What_the_user_chose_of_the_recipe_stays() => Assert.Equal(
        "fgsm-rs", Space.Sizes(RunScale.Paper, new RunSizes { Recipe = new AdversarialRecipe().Create() }).Recipe.Adversarial);
}
