using System.Net;

namespace Espalier.EndToEnd;

/// <summary>Images that are not as those a network knows: corrupted, or of other data.</summary>
public sealed class ShiftTests(TrainedRun run) : IClassFixture<TrainedRun>
{
    [Fact]
    public async Task Accuracy_under_corruptions_is_told_kept_and_in_report_and_card()
    {
        var told = (await Cli.Run(Evaluate("--corruptions", "contrast,fog:3", "--json"))).Json();

        Assert.Equal(["contrast", "fog"], told.GetProperty("corruptions").EnumerateArray().Select(corrupted => corrupted.GetProperty("name").GetString()));
        var contrast = told.GetProperty("corruptions")[0];
        Assert.Equal(("digital", 5), (contrast.GetProperty("family").GetString(), contrast.GetProperty("severities").GetArrayLength()));
        var worst = contrast.GetProperty("severities")[4];
        Assert.InRange(worst.GetProperty("accuracy").GetDouble(), worst.GetProperty("interval")[0].GetDouble(), worst.GetProperty("interval")[1].GetDouble());
        Assert.Equal(
            told.GetProperty("corruptions").EnumerateArray().Average(corrupted => corrupted.GetProperty("accuracy").GetDouble()),
            told.GetProperty("accuracy").GetProperty("corrupted").GetDouble(),
            1e-12);
        Assert.True(File.Exists(told.GetProperty("file").GetString()));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(run.Folder, "corruptions"), "*.part"));
        var text = (await Cli.Run(Evaluate("--corruptions", "contrast,fog:3"))).Succeeds().Out;
        Assert.Contains("the mean over corruptions of the mean over severities", text, StringComparison.Ordinal);
        Assert.Contains("severity 3 (95 % interval)", text, StringComparison.Ordinal);

        var ood = (await Cli.Run(Evaluate("--ood", run.Workspace.Cifar, "--json"))).Json();
        Assert.Equal(("1x12x12", "3x32x32"), (ood.GetProperty("ood").GetProperty("shape").GetString(), ood.GetProperty("ood").GetProperty("fittedFrom").GetString()));
        Assert.Equal((24, 20), (ood.GetProperty("images").GetInt32(), ood.GetProperty("ood").GetProperty("images").GetInt32()));
        Assert.InRange(ood.GetProperty("auroc").GetDouble(), ood.GetProperty("aurocInterval")[0].GetDouble(), ood.GetProperty("aurocInterval")[1].GetDouble());
        Assert.InRange(ood.GetProperty("fprAt95Tpr").GetDouble(), 0, 1);
        var noise = (await Cli.Run(Evaluate("--ood", "noise"))).Succeeds().Out;
        Assert.Contains("24 images of even noise", noise, StringComparison.Ordinal);
        Assert.Contains("FPR at 95 % TPR", noise, StringComparison.Ordinal);

        (await Cli.Run("report", run.Folder, "--no-attack", "--threads", "1")).Succeeds();
        var page = WebUtility.HtmlDecode(await File.ReadAllTextAsync(Path.Combine(run.Folder, "report.html")));
        Assert.Contains("Common corruptions (contrast,fog:3)", page, StringComparison.Ordinal);
        Assert.Contains("Images of other data", page, StringComparison.Ordinal);
        var file = run.Workspace.Path("shifted.onnx");
        (await Cli.Run("export", "--model", run.Folder, "--out", file, "--threads", "1", "--gate-images", "8")).Succeeds();
        var card = await File.ReadAllTextAsync(Path.ChangeExtension(file, ".md"));
        Assert.Contains("## Common corruptions (contrast,fog:3)", card, StringComparison.Ordinal);
        Assert.Contains("fitted from 3x32x32", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_evaluation_goes_on_to_the_same_numbers()
    {
        var (straight, broken) = (run.Workspace.Path("straight"), run.Workspace.Path("broken"));
        var whole = (await Cli.Run(Evaluate("--corruptions", "--out", straight, "--json"))).Json();
        Assert.Equal(15, whole.GetProperty("corruptions").GetArrayLength());
        using (var cli = Cli.Start(Evaluate("--corruptions", "--out", broken, "--json")))
        {
            var folder = Path.Combine(broken, "corruptions");
            await cli.Until(() => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.part").Any());
            cli.PressCtrlC();
            var outcome = await cli.End();
            if (outcome.Code == 130)
            {
                Assert.Contains("go on with: ./espalier evaluate", outcome.ErrorLines[^1], StringComparison.Ordinal);
                Assert.Single(Directory.EnumerateFiles(folder, "*.part"));
            }
        }

        var resumed = (await Cli.Run(Evaluate("--corruptions", "--out", broken, "--json"))).Json();

        Assert.Equal(whole.GetProperty("corruptions").GetRawText(), resumed.GetProperty("corruptions").GetRawText());
    }

    [Fact]
    public async Task A_picture_shows_what_corruptions_make_of_an_image()
    {
        var file = run.Workspace.Path("corruptions.png");

        (await Cli.Run("data", run.Workspace.Idx, "--corruptions", file, "--severity", "5")).Succeeds();

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await File.ReadAllBytesAsync(file))[..4]);
    }

    [Theory]
    [InlineData("--corruptions rain", "rain", "give all, or some of")]
    [InlineData("--corruptions fog:9", "fog:9", "1 to 5")]
    [InlineData("--corruptions fog --attack fgsm", "--attack, --corruptions", "one at a time")]
    [InlineData("--ood nowhere", "nowhere", "neither a known name nor a folder nor a file")]
    public async Task What_makes_no_sense_is_told(string options, string what, string need) =>
        (await Cli.Run(["evaluate", "--model", run.Folder, .. options.Split(' ')])).IsRefused(what, need);

    [Fact]
    public async Task The_data_itself_is_no_other_data() =>
        (await Cli.Run(Evaluate("--ood", run.Workspace.Idx))).IsRefused("--ood", "is the data that the network knows");

    private string[] Evaluate(params string[] more) => ["evaluate", "--model", run.Folder, "--threads", "1", .. more];
}
