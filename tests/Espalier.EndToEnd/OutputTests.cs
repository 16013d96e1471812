using Espalier.Cli;
using Espalier.Cli.Output;

namespace Espalier.EndToEnd;

public sealed class OutputTests
{
    [Fact]
    public void Plain_progress_is_a_line_per_milestone_and_one_every_ten_seconds()
    {
        using var lines = new StringWriter();
        var clock = new HandClock();
        var progress = new PlainProgress(lines, clock, "darts ");

        progress.Begin("search", "40 steps");
        for (var step = 1; step <= 40; step++)
        {
            clock.Now += TimeSpan.FromSeconds(1);
            progress.Progress(step, 40, "fine", milestone: step == 40);
        }

        Assert.Equal(
            "darts search: 40 steps\ndarts search: 10/40 (25 %), 30 s left; fine\ndarts search: 20/40 (50 %), 20 s left; fine\n"
                + "darts search: 30/40 (75 %), 10 s left; fine\ndarts search: 40/40 (100 %); fine\n",
            lines.ToString());
    }

    [Theory]
    [InlineData(59.4, "59 s")]
    [InlineData(61, "1 min 01 s")]
    [InlineData(7260, "2 h 01 min")]
    public void Durations_are_short(double seconds, string expected) =>
        Assert.Equal(expected, Readable.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void A_radius_is_a_fraction_of_255_where_it_is_one()
    {
        Assert.Equal("8/255", Readable.Epsilon(8.0 / 255));
        Assert.Equal("0.03", Readable.Epsilon(0.03));
    }

    [Fact]
    public void A_recorded_command_can_be_typed_again() => Assert.Equal(
        "./espalier train --genotype 'Genotype(normal=[('\\''skip_connect'\\'', 0)])' --epsilon 8/255",
        CommandText.Of("train", "--genotype", "Genotype(normal=[('skip_connect', 0)])", "--epsilon", "8/255"));

    private sealed class HandClock : TimeProvider
    {
        internal TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
