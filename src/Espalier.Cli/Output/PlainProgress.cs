using System.Globalization;

namespace Espalier.Cli.Output;

/// <summary>Progress where there is no terminal: a line per milestone, and one about every ten seconds between them.</summary>
/// <param name="writer">Where the lines go.</param>
/// <param name="clock">For the pace and the time left.</param>
/// <param name="who">What goes before the stages' names.</param>
internal sealed class PlainProgress(TextWriter writer, TimeProvider clock, string who) : IFlowObserver
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);
    private string stage = string.Empty;
    private TimeLeft? left;
    private long lastLine;

    public void Begin(string stage, string detail)
    {
        (this.stage, left, lastLine) = (who + stage, null, clock.GetTimestamp());
        writer.WriteLine($"{this.stage}: {detail}");
    }

    public void Progress(long done, long total, string text, bool milestone)
    {
        left ??= new TimeLeft(clock, done);
        if (!milestone && clock.GetElapsedTime(lastLine) < Pace)
        {
            return;
        }

        lastLine = clock.GetTimestamp();
        var rest = left.At(done, total) is { } time && done < total ? $", {Readable.Duration(time)} left" : string.Empty;
        var share = (100.0 * done / total).ToString("0", CultureInfo.InvariantCulture);
        writer.WriteLine($"{stage}: {done}/{total} ({share} %){rest}; {text}");
    }

    public void Warn(string text) => writer.WriteLine($"warning: {text}");
}
