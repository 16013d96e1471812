using Espalier.Costs;

namespace Espalier.Tests.Costs;

public sealed class LatencyEstimateTests
{
    [Theory]
    [InlineData(400, 12, 1)]
    [InlineData(40, 12, 3)]
    [InlineData(5, 20, 3)]
    [InlineData(1, 30, 10)]
    [InlineData(0.125, 30, 80)]
    public void Steady_work_runs_until_it_was_looked_at_long_enough(double milliseconds, int rounds, int runs)
    {
        var found = Measure(_ => milliseconds);

        // Rounds last at least 10 ms and three runs; 0.3 s in all, and twelve rounds.
        Assert.Equal((rounds, rounds * runs), (found.Rounds, found.Runs));
        Assert.Equal((milliseconds, milliseconds, milliseconds), (found.Median, found.Low, found.High));
        Assert.Null(found.Noise);
        Assert.True(found.Coverage >= 0.95);
    }

    [Fact]
    public void Runs_that_are_slow_now_and_then_leave_the_median_alone()
    {
        var found = Measure(run => run % 10 == 9 ? 7 : 2);

        Assert.Equal((2, 2, 2), (found.Median, found.Low, found.High));
        Assert.Null(found.Noise);
    }

    [Fact]
    public void Rounds_that_do_not_agree_are_told()
    {
        // Five runs a round after two to warm up: one round in two is three times as slow.
        var found = Measure(run => run < 2 || (run - 2) / 5 % 2 == 0 ? 2 : 6);

        Assert.NotNull(found.Noise);
        Assert.Equal((2, 6), (found.Low, found.High));
        Assert.InRange(found.Runs * 4, 2000, 2100);
    }

    [Fact]
    public void A_machine_that_slows_down_meanwhile_is_told()
    {
        var found = Measure(run => run < 77 ? 2 : 2.21);

        Assert.Contains("last third", found.Noise, StringComparison.Ordinal);
    }

    [Fact]
    public void Something_is_done_after_each_round()
    {
        var clock = new HandClock();
        var times = 0;

        var found = LatencyEstimate.Of(() => clock.Now += 1, clock, () => times++);

        Assert.Equal(found.Rounds, times);
    }

    [Theory]
    [InlineData(1, 8, null, false)]
    [InlineData(1, 8, 1, false)]
    [InlineData(1, 8, 5, false)]
    [InlineData(1, 8, 8, true)]
    [InlineData(4, 8, 5, true)]
    [InlineData(1, 2, 1, false)]
    [InlineData(1, 2, 2, true)]
    public void Others_that_want_the_same_cores_are_told(int threads, int processors, int? running, bool noisy)
    {
        var bystanders = new Bystanders(threads, processors, () => running);
        bystanders.Look();

        Assert.Equal(noisy, bystanders.Noise is not null);
    }

    [Fact]
    public void What_runs_on_this_machine_can_be_counted()
    {
        var bystanders = Bystanders.OfThisMachine(threads: 1);
        bystanders.Look();

        // One is the test itself; what else runs is the machine's business.
        Assert.True(bystanders.Noise?.Contains("other threads", StringComparison.Ordinal) ?? true, bystanders.Noise);
    }

    private static LatencyEstimate Measure(Func<int, double> milliseconds)
    {
        var clock = new HandClock();
        var run = 0;
        return LatencyEstimate.Of(() => clock.Now += milliseconds(run++), clock);
    }
}
