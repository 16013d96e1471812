namespace Espalier.EndToEnd;

/// <summary>A run that is interrupted again and again ends with the bits of one that never was.</summary>
public sealed class InterruptionTests(Workspace workspace) : IClassFixture<Workspace>
{
    private const int MostInterruptions = 3;

    [Theory]
    [InlineData("e2rnas", 11)]
    [InlineData("darts", 12)]
    [InlineData("random-search", 13)]
    public async Task An_interrupted_run_ends_as_a_straight_one(string method, ulong seed)
    {
        string[] more = method == "random-search" ? ["--set", "trials=8", "--set", "epochs=2"] : ["--set", "order=second"];
        var (straight, broken) = ($"{method}-straight", $"{method}-broken");
        (await Cli.Run(workspace.Search(method, straight, more))).Succeeds();

        var interruptions = await Break(method, broken, more, new SeededRandom(seed));

        Assert.True(interruptions >= 2, $"{interruptions} interruptions");
        RunFiles.AssertEqual(workspace.Path(straight), workspace.Path(broken));
    }

    /// <summary>
    /// Presses Ctrl-C when the log has grown by a random length, then at random times in the training, until the run comes to its end.
    /// </summary>
    private async Task<int> Break(string method, string folder, string[] more, SeededRandom random)
    {
        var path = workspace.Path(folder);
        for (var interruptions = 0; ; interruptions++)
        {
            using var cli = File.Exists(Path.Combine(path, "run.json"))
                ? Cli.Start("search", "--resume", path)
                : Cli.Start(workspace.Search(method, folder, more));
            var (searched, log) = (File.Exists(Path.Combine(path, "genotype.json")), Path.Combine(path, "log.jsonl"));

            // The first two come at once, so that there are two however fast the machine is.
            var early = interruptions < 2;
            if (!searched)
            {
                var enough = Length(log) + (early ? 1 : random.Next(1, 4000));
                await cli.Until(() => Length(log) >= enough || File.Exists(Path.Combine(path, "genotype.json")));
            }
            else if (interruptions < MostInterruptions)
            {
                await cli.Until(() => File.Exists(Path.Combine(path, "checkpoint", "train.safetensors")));
            }

            if (interruptions < MostInterruptions)
            {
                await Task.Delay(early ? 0 : random.Next(0, 400));
                if (!cli.HasExited)
                {
                    cli.PressCtrlC();
                }
            }

            var outcome = await cli.End();
            // A signal that comes when the summary is out, while the process is going, finds nobody who would listen.
            if (outcome.Code == 0 || outcome.Out.Length > 0)
            {
                return interruptions;
            }

            Assert.True(outcome.Code == 130, $"code {outcome.Code}: {outcome.Error}");
            if (outcome.ErrorLines is [.., var last])
            {
                Assert.EndsWith($"go on with: ./espalier search --resume {path}", last, StringComparison.Ordinal);
            }
        }
    }

    private static long Length(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;
}
