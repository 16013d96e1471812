using Espalier.Studies;
using Espalier.Tests.Strategies;

namespace Espalier.Tests.Studies;

public sealed class CheckpointPaceTests
{
    [Fact]
    public void It_is_due_when_the_time_is_over_and_counts_again_from_there()
    {
        var pace = new CheckpointPace(TimeSpan.FromSeconds(30), new StoppedClock(TimeSpan.FromSeconds(11)));

        Assert.Equal([false, false, true], Enumerable.Range(0, 3).Select(_ => pace.IsDue).ToArray());
        pace.Restart();
        Assert.Equal([false, false, true], Enumerable.Range(0, 3).Select(_ => pace.IsDue).ToArray());
    }

    [Fact]
    public void Without_a_time_it_is_always_due() => Assert.True(new CheckpointPace(TimeSpan.Zero, new StoppedClock()).IsDue);
}
