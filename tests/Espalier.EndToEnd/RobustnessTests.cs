using System.Net;

namespace Espalier.EndToEnd;

public sealed class RobustnessTests(TrainedRun run) : IClassFixture<TrainedRun>
{
    private const string Attacks = "fgsm,apgd-ce-5,square-20";

    [Fact]
    public async Task A_network_is_attacked_by_several_and_told_attack_by_attack_in_its_report_and_on_its_card()
    {
        var told = (await Cli.Run("evaluate", "--model", run.Folder, "--attack", Attacks, "--epsilon", "4/255", "--threads", "1", "--json")).Json();

        var images = told.GetProperty("images").GetInt32();
        Assert.Equal(("linf", Attacks), (told.GetProperty("attack").GetProperty("norm").GetString(), told.GetProperty("attack").GetProperty("name").GetString()));
        Assert.Equal(["fgsm", "apgd-ce-5", "square-20"], told.GetProperty("attacks").EnumerateArray().Select(attack => attack.GetProperty("name").GetString()));
        var worst = told.GetProperty("accuracy").GetProperty("worst").GetDouble();
        Assert.InRange(worst, 0, told.GetProperty("accuracy").GetProperty("clean").GetDouble());
        Assert.InRange(worst, told.GetProperty("interval").GetProperty("worst")[0].GetDouble(), told.GetProperty("interval").GetProperty("worst")[1].GetDouble());
        var survived = told.GetProperty("survived").GetString()!;
        Assert.Equal((images, worst), (survived.Length, (double)survived.Count(digit => digit == '1') / images));
        Assert.True(File.Exists(told.GetProperty("file").GetString()));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(run.Folder, "robustness"), "*.part"));

        (await Cli.Run("report", run.Folder, "--no-attack", "--threads", "1")).Succeeds();
        var page = WebUtility.HtmlDecode(await File.ReadAllTextAsync(Path.Combine(run.Folder, "report.html")));
        Assert.Contains($"{Attacks}, linf, ε 4/255", page, StringComparison.Ordinal);
        var file = run.Workspace.Path("robust.onnx");
        (await Cli.Run("export", "--model", run.Folder, "--out", file, "--threads", "1", "--gate-images", "8")).Succeeds();
        Assert.Contains($"### {Attacks}, linf", await File.ReadAllTextAsync(Path.ChangeExtension(file, ".md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_l2_and_with_restarts_too_for_people()
    {
        var told = (await Cli.Run(
            "evaluate", "--model", run.Folder, "--attack", "pgd-3", "--norm", "l2", "--epsilon", "1.5", "--restarts", "2", "--random-start",
            "--out", run.Workspace.Path("elsewhere"), "--threads", "1")).Succeeds();

        Assert.Contains("pgd-3, l2, epsilon 1.5, 3 steps", told.Out, StringComparison.Ordinal);
        Assert.Contains(run.Workspace.Path("elsewhere"), told.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_gate_keeps_back_what_does_not_stand_enough()
    {
        var file = run.Workspace.Path("weak.onnx");

        var told = await Cli.Run(
            "export", "--model", run.Folder, "--out", file, "--attack", "fgsm,pgd-5", "--epsilon", "0.5", "--min-robust-accuracy", "0.99", "--threads", "1");

        Assert.Equal(1, told.Code);
        Assert.Contains("robust accuracy", told.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    [Theory]
    [InlineData("--epsilon 2", "2", "from 0 to 1")]
    [InlineData("--norm l1", "--norm", "linf or l2")]
    [InlineData("--norm l2 --epsilon 101", "101", "from 0 to 100")]
    [InlineData("--attack fgsm,none", "none", "attacks nothing")]
    [InlineData("--restarts 0", "--restarts", "1")]
    public async Task What_makes_no_sense_is_told(string options, string what, string need) =>
        (await Cli.Run(["evaluate", "--model", run.Folder, .. options.Split(' ')])).IsRefused(what, need);
}
