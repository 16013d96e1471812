using Espalier.Cli.Output;

namespace Espalier.EndToEnd;

public sealed class BelatedObserverTests
{
    [Fact]
    public void What_is_over_in_two_seconds_is_not_spoken_of()
    {
        var (lines, clock) = (new StringWriter { NewLine = "\n" }, new HandClock());
        var observer = new BelatedObserver(new PlainProgress(lines, clock, string.Empty), clock, warn: true);

        observer.Begin("data", "9 files");
        observer.Progress(3, 9, "files", milestone: true);
        observer.Warn("odd");
        Assert.Equal("warning: odd\n", lines.ToString());

        clock.Now = TimeSpan.FromSeconds(3);
        observer.Progress(6, 9, "files", milestone: true);
        observer.Progress(9, 9, "files", milestone: true);
        Assert.Equal("warning: odd\ndata: 9 files\ndata: 6/9 (67 %); files\ndata: 9/9 (100 %); files\n", lines.ToString());
    }

    [Fact]
    public void Warnings_can_be_kept_back()
    {
        var (lines, clock) = (new StringWriter(), new HandClock());

        new BelatedObserver(new PlainProgress(lines, clock, string.Empty), clock, warn: false).Warn("odd");

        Assert.Empty(lines.ToString());
    }

    private sealed class HandClock : TimeProvider
    {
        internal TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
