using System.Text.Json;

namespace Espalier.EndToEnd;

/// <summary>Networks on the same images, as a user compares them.</summary>
public sealed class PairedTests(TrainedRun run) : IClassFixture<TrainedRun>
{
    [Fact]
    public async Task Two_runs_are_tested_on_the_images_that_both_were_shown()
    {
        var workspace = run.Workspace;
        var other = workspace.Path("other");
        (await Cli.Run(workspace.Search("random-search", "other", "--set", "trials=1", "--set", "epochs=1", "--train-epochs", "1", "--seed", "6"))).Succeeds();

        var compared = (await Cli.Run("compare", run.Folder, other, "--json")).Json();

        var tests = compared.GetProperty("paired").EnumerateArray().ToArray();
        Assert.Equal([null, "fgsm", "pgd-2"], tests.Select(Attack));
        var clean = Result(run.Folder).GetProperty("accuracy").GetProperty("clean").GetDouble();
        Assert.Equal(clean, tests[0].GetProperty("accuracyA").GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal(Result(run.Folder).GetProperty("testImages").GetInt32(), tests[0].GetProperty("images").GetInt32());
        Assert.All(tests, test => Assert.InRange(test.GetProperty("adjustedP").GetDouble(), test.GetProperty("p").GetDouble(), 1));
        var number = compared.GetProperty("results").EnumerateArray().First();
        Assert.InRange(clean, number.GetProperty("intervalA")[0].GetDouble(), number.GetProperty("intervalA")[1].GetDouble());

        // One more test where both faced the attack, and only then.
        string[] attack = ["--attack", "fgsm,square-5", "--epsilon", "4/255", "--threads", "1"];
        (await Cli.Run(["evaluate", "--model", run.Folder, .. attack])).Succeeds();
        var noted = (await Cli.Run("compare", "--model", run.Folder, "--model", other)).Succeeds();
        Assert.Contains("fgsm,square-5", Assert.Single(noted.ErrorLines), StringComparison.Ordinal);
        Assert.DoesNotContain("fgsm,square-5", noted.Out, StringComparison.Ordinal);
        (await Cli.Run(["evaluate", "--model", other, .. attack])).Succeeds();
        var text = (await Cli.Run("compare", run.Folder, other)).Succeeds().Out;
        Assert.All(
            ["the same images", "fgsm,square-5, linf, 4/255", "of those right as they are", "p, Holm"],
            words => Assert.Contains(words, text, StringComparison.Ordinal));
        var three = (await Cli.Run("compare", "--model", run.Folder, "--model", other, "--model", run.Folder)).Succeeds().Out;
        Assert.Contains($"{run.Folder}, {other}: clean", three, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_images_or_none_are_refused()
    {
        var workspace = run.Workspace;
        var few = Directory.CreateDirectory(workspace.Path("few")).FullName;
        File.Copy(Path.Combine(run.Folder, "model.safetensors"), Path.Combine(few, "model.safetensors"));
        (await Cli.Run("compare", "--model", run.Folder, "--model", few)).IsRefused(few, "nothing is kept of it image by image", "evaluate each");

        string[] attack = ["--attack", "fgsm", "--images", "4", "--threads", "1"];
        (await Cli.Run(["evaluate", "--model", few, .. attack])).Succeeds();
        (await Cli.Run("compare", "--model", run.Folder, "--model", few)).IsRefused("were not shown the same images", "4 of", "--images");
    }

    private static string? Attack(JsonElement test) => test.TryGetProperty("attack", out var attack) ? attack.GetString() : null;

    private static JsonElement Result(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "result.json")));
        return document.RootElement.Clone();
    }
}
