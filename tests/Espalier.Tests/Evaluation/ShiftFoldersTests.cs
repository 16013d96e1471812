using Espalier.Evaluation;
using Espalier.Tests.Data;

namespace Espalier.Tests.Evaluation;

public sealed class ShiftFoldersTests
{
    [Fact]
    public void Corruptions_that_are_begun_are_found_again_until_they_are_finished()
    {
        using var temporary = new TempFolder();
        var folder = new CorruptionFolder(temporary.Path);
        var evaluation = Evaluations.Corrupted();
        Assert.Null(folder.Find(evaluation.Request));

        folder.Save(new CorruptionProgress { Request = evaluation.Request, Done = [9, 8], Seen = 3, Correct = 2 });

        Assert.Equal((2, 3), (folder.Find(evaluation.Request)!.Done.Count, folder.Find(evaluation.Request)!.Seen));
        Assert.Null(folder.Find(evaluation.Request with { Seed = 2 }));
        Assert.Empty(folder.Of("0f"));
        Assert.StartsWith(Path.Combine(temporary.Path, "corruptions", "fog+snow-3-"), folder.Finish(evaluation), StringComparison.Ordinal);
        Assert.Null(folder.Find(evaluation.Request));
        folder.Finish(Evaluations.Corrupted("other"));
        var found = Assert.Single(folder.Of("0f"));
        Assert.Equal((0.4 + 0.1) / 2, found.MeanAccuracy(), 1e-12);
    }

    [Fact]
    public void Comparisons_that_are_begun_are_found_again_until_they_are_finished()
    {
        using var temporary = new TempFolder();
        var folder = new OutlierFolder(temporary.Path);
        var evaluation = Evaluations.Compared("/data/of mine/");

        folder.Save(new OutlierProgress { Request = evaluation.Request, Scores = [0.1, 1.0 / 3] });

        Assert.Equal([0.1, 1.0 / 3], folder.Find(evaluation.Request)!.Scores);
        Assert.StartsWith(Path.Combine(temporary.Path, "ood", "ofmine-"), folder.Finish(evaluation), StringComparison.Ordinal);
        Assert.Null(folder.Find(evaluation.Request));
        folder.Finish(Evaluations.Compared("noise"));
        Assert.Equal(["/data/of mine/", "noise"], folder.Of("0f").Select(found => found.Request.Outliers));
        Assert.Empty(folder.Of("other"));
    }

    [Fact]
    public void What_was_begun_with_numbers_that_do_not_fit_is_passed_over()
    {
        using var temporary = new TempFolder();
        var (corrupted, compared) = (Evaluations.Corrupted().Request, Evaluations.Compared().Request);
        var (corruptions, outliers) = (new CorruptionFolder(temporary.Path), new OutlierFolder(temporary.Path));

        corruptions.Save(new CorruptionProgress { Request = corrupted, Done = [corrupted.Images + 1] });
        outliers.Save(new OutlierProgress { Request = compared, Scores = new double[compared.Images + compared.OutlierImages + 1] });

        Assert.Null(corruptions.Find(corrupted));
        Assert.Null(outliers.Find(compared));
    }

    [Theory]
    [InlineData("\"clean\": 9", "\"clean\": 11")]
    [InlineData("\"severity\": 3", "\"severity\": 6")]
    [InlineData("\"schema\": 1,", "\"schema\": 1, \"more\": 2,")]
    public void A_damaged_file_of_corruptions_is_told(string sound, string damaged)
    {
        using var temporary = new TempFolder();
        var folder = new CorruptionFolder(temporary.Path);
        Damage(folder.Finish(Evaluations.Corrupted()), sound, damaged);

        Assert.Contains("delete it", Assert.Throws<InvalidInputException>(() => folder.Of("0f")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"auroc\": 0.875", "\"auroc\": 1.5")]
    [InlineData("\"auroc\": 0.875", "\"auroc\": 0.5")]
    [InlineData("\"falsePositives\": 3", "\"falsePositives\": 21")]
    public void A_damaged_file_of_a_comparison_is_told(string sound, string damaged)
    {
        using var temporary = new TempFolder();
        var folder = new OutlierFolder(temporary.Path);
        Damage(folder.Finish(Evaluations.Compared()), sound, damaged);

        Assert.Contains("delete it", Assert.Throws<InvalidInputException>(() => folder.Of("0f")).Message, StringComparison.Ordinal);
    }

    private static void Damage(string file, string sound, string damaged)
    {
        var text = File.ReadAllText(file);
        Assert.Contains(sound, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(sound, damaged, StringComparison.Ordinal));
    }
}
