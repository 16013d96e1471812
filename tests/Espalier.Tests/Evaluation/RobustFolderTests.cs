using Espalier.Attacks;
using Espalier.Evaluation;
using Espalier.Tests.Data;

namespace Espalier.Tests.Evaluation;

public sealed class RobustFolderTests
{
    [Fact]
    public void What_is_begun_is_found_again_until_it_is_finished()
    {
        using var temporary = new TempFolder();
        var folder = new RobustFolder(temporary.Path);
        var evaluation = Requests.Evaluated();
        var progress = new RobustProgress
        {
            Request = evaluation.Request,
            Wrong = [1, 7],
            Stages = [new("fgsm", 8, 1, [0, 3], 0.25)],
        };
        Assert.Null(folder.Find(evaluation.Request));

        folder.Save(progress);

        Assert.Equal([2, 4, 5, 6, 8, 9], folder.Find(evaluation.Request)!.StandingBefore(1));
        Assert.Null(folder.Find(evaluation.Request with { Seed = 2 }));

        // Batches of an older version were of other images.
        var part = folder.FileOf(evaluation.Request) + ".part";
        var text = File.ReadAllText(part);
        File.WriteAllText(part, text.Replace("\"schema\":2", "\"schema\":1", StringComparison.Ordinal));
        Assert.Null(folder.Find(evaluation.Request));
        File.WriteAllText(part, text);
        Assert.Empty(folder.Of("0f"));

        var file = folder.Finish(evaluation);

        Assert.Null(folder.Find(evaluation.Request));
        Assert.Equal(file, folder.FileOf(evaluation.Request));
        var found = Assert.Single(folder.Of("0f"));
        Assert.Equal((8, 6, 5), (found.CleanAccuracy().Correct, found.After(1).Correct, found.RobustAccuracy().Correct));
        Assert.Equal(evaluation.Request.Attacks, found.Request.Attacks);
    }

    [Fact]
    public void Only_evaluations_of_these_weights_are_read_in_a_settled_order()
    {
        using var temporary = new TempFolder();
        var folder = new RobustFolder(temporary.Path);
        folder.Finish(Requests.Evaluated("square,fgsm", norm: Norm.L2));
        folder.Finish(Requests.Evaluated("square,fgsm"));
        folder.Finish(Requests.Evaluated());
        folder.Finish(Requests.Evaluated(model: "other"));

        Assert.Equal(
            ["fgsm,square Linf", "square,fgsm Linf", "square,fgsm L2"],
            folder.Of("0f").Select(found => $"{found.Request.Attack} {found.Request.Norm}"));
        Assert.Empty(new RobustFolder(Path.Combine(temporary.Path, "nowhere")).Of("0f"));
    }

    [Theory]
    [InlineData("\"clean\": 8", "\"clean\": 9")]
    [InlineData("1111100000", "111110000")]
    [InlineData("1111100000", "1111110000")]
    [InlineData("\"broken\": 2", "\"broken\": -2")]
    [InlineData("\"schema\": 1,", "\"schema\": 1, \"more\": 2,")]
    public void A_damaged_evaluation_is_told_and_a_damaged_beginning_is_passed_over(string sound, string damaged)
    {
        using var temporary = new TempFolder();
        var folder = new RobustFolder(temporary.Path);
        var evaluation = Requests.Evaluated();
        var file = folder.Finish(evaluation);
        var text = File.ReadAllText(file);
        Assert.Contains(sound, text, StringComparison.Ordinal);

        File.WriteAllText(file, text.Replace(sound, damaged, StringComparison.Ordinal));
        File.WriteAllText(file + ".part", text);

        Assert.Contains("delete it", Assert.Throws<InvalidInputException>(() => folder.Of("0f")).Message, StringComparison.Ordinal);
        Assert.Null(folder.Find(evaluation.Request));
    }
}
