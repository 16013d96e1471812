using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace Espalier.EndToEnd.Soak;

/// <summary>
/// A run that is killed by SIGKILL at random moments, and gone on with until it ends, comes to the bits of one that nobody disturbed.
/// <c>ESPALIER_SOAK</c> is how often the jobs are killed together (21 if it is not set), <c>ESPALIER_SOAK_SEED</c> when.
/// </summary>
public sealed class SoakTests(Workspace workspace, ITestOutputHelper output) : IClassFixture<Workspace>
{
    private const int Usual = 21;
    private const int MoreAtMost = 30;
    private static readonly int Kills = (Setting("ESPALIER_SOAK", Usual) + SoakJob.Names.Count - 1) / SoakJob.Names.Count;

    public static TheoryData<string> Jobs => [.. SoakJob.Names];

    [Fact]
    public void There_are_twenty_kills_and_more() => Assert.InRange(Kills * SoakJob.Names.Count, 20, int.MaxValue);

    [Theory]
    [MemberData(nameof(Jobs))]
    public async Task A_run_that_is_killed_at_any_moment_ends_as_one_that_never_was(string name)
    {
        var job = new SoakJob(name, workspace);
        var straight = Folder($"{name}-straight");
        var rhythm = await Rhythm.Measure(job, straight);
        var moments = new KillMoments(new SeededRandom(SeededRandom.Derive((ulong)Setting("ESPALIER_SOAK_SEED", 1), name)), rhythm, job);
        var tally = new KillTally();
        var began = Stopwatch.GetTimestamp();

        for (var run = 0; !IsEnough(tally); run++)
        {
            var broken = Folder($"{name}-broken-{run}");
            await KillUntilTheEnd(job, broken, moments, tally);
            SoakComparison.AssertEqual(straight, broken);
            Directory.Delete(broken, recursive: true);
        }

        output.WriteLine($"{name}: {rhythm}; {tally} in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        Assert.True(tally.MidEpoch > 0, $"no kill fell into an epoch: {tally}");
        Assert.True(tally.Writing > 0, $"no kill fell into the writing of a file: {tally}");
    }

    /// <summary>Where kills fall depends on the machine: a few more are tried until they fell into an epoch, and into the writing of a file.</summary>
    private static bool IsEnough(KillTally tally) =>
        tally.Kills >= Kills && ((tally.MidEpoch > 0 && tally.Writing > 0) || tally.Kills >= Kills + MoreAtMost);

    /// <summary>Starts the job, kills it, goes on, kills it again, until it comes to its end or was killed often enough.</summary>
    private static async Task KillUntilTheEnd(SoakJob job, string folder, KillMoments moments, KillTally tally)
    {
        while (true)
        {
            using var cli = Cli.StartIn(folder, job.Command(folder));
            var last = IsEnough(tally);
            if (!last)
            {
                await moments.Next(folder).Wait(cli, folder);
                cli.KillAtOnce();
            }

            var outcome = await cli.End();
            if (outcome.Code == 0)
            {
                return;
            }

            Assert.False(last, $"code {outcome.Code}: {outcome.Error}");
            Assert.True(outcome.Code == 137, $"code {outcome.Code}: {outcome.Error}");
            tally.Count(SoakJob.OutputIn(folder));
        }
    }

    private string Folder(string name) => Directory.CreateDirectory(workspace.Path(name)).FullName;

    private static int Setting(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : usual;
}
