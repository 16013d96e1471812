using Espalier.Costs;

namespace Espalier.Tests.Costs;

public sealed class StepTimesTests
{
    [Fact]
    public void Few_times_all_count_and_of_many_the_second_half()
    {
        Assert.Equal(new StepTimes(20, 12, 28, 3, null), StepTimes.Of([10, 30, 20]) with { Noise = null });
        Assert.Equal(new StepTimes(5, 5, 5, 5, null), StepTimes.Of([90, 80, 70, 60, 50, 5, 5, 5, 5, 5]));
    }

    [Fact]
    public void Times_that_lie_far_apart_are_noise()
    {
        Assert.Null(StepTimes.Of([10, 11, 12]).Noise);
        Assert.Contains("2.0 times as long", StepTimes.Of([90, 90, 90, 90, 10, 10, 20, 20]).Noise, StringComparison.Ordinal);
        Assert.Contains("other threads", StepTimes.Of([10, 10], Crowd()).Noise, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_networks_the_middle_one_is_expected_and_all_are_in_the_range() =>
        Assert.Equal(
            new StepTimes(4, 1, 20, 6, "loud"),
            StepTimes.OfAnyOf([new(9, 8, 20, 1, null), new(2, 1, 3, 2, "loud"), new(4, 4, 4, 3, null)]));

    [Fact]
    public void Nothing_cannot_be_summed_up() => Assert.Throws<ArgumentOutOfRangeException>(() => StepTimes.Of([]));

    private static Bystanders Crowd()
    {
        var crowd = new Bystanders(threads: 1, processors: 2, () => 4);
        crowd.Look();
        return crowd;
    }
}
