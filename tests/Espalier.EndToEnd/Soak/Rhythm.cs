using System.Diagnostics;

namespace Espalier.EndToEnd.Soak;

/// <summary>How long a job takes on this machine, undisturbed.</summary>
/// <param name="Start">Until it has begun to work.</param>
/// <param name="Work">From there to its end.</param>
internal sealed record Rhythm(TimeSpan Start, TimeSpan Work)
{
    /// <summary>Runs the job to its end, undisturbed.</summary>
    internal static async Task<Rhythm> Measure(SoakJob job, string folder)
    {
        var began = Stopwatch.GetTimestamp();
        using var cli = Cli.StartIn(folder, job.Command(folder));
        await cli.Until(() => Directory.Exists(Path.Combine(SoakJob.OutputIn(folder), "checkpoint"))
            && Directory.EnumerateFiles(Path.Combine(SoakJob.OutputIn(folder), "checkpoint")).Any());
        var start = Stopwatch.GetElapsedTime(began);
        (await cli.End()).Succeeds();
        return new Rhythm(start, Stopwatch.GetElapsedTime(began) - start);
    }

    public override string ToString() => $"{Start.TotalSeconds:0.0} s to begin, {Work.TotalSeconds:0.0} s of work";
}
