using Espalier.Attacks.Apgd;

namespace Espalier.Tests.Attacks.Apgd;

public sealed class ApgdScheduleTests
{
    [Fact]
    public void A_hundred_steps_are_looked_at_where_the_paper_says() =>
        Assert.Equal([22, 41, 57, 70, 80, 87, 93, 99], ApgdSchedule.Checkpoints(100));

    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(10, new[] { 3, 5, 6, 7, 8, 9, 10 })]
    [InlineData(1000, new[] { 220, 410, 570, 700, 800, 870, 930, 990 })]
    public void Other_numbers_of_steps_are_scaled_and_rounded_up(int steps, int[] expected) =>
        Assert.Equal(expected, ApgdSchedule.Checkpoints(steps));

    [Fact]
    public void A_step_halves_when_too_few_raise_the_loss_or_nothing_is_gained()
    {
        var rising = new ApgdPoint(0, 1, loss: 0);
        Assert.True(new[] { 1.0, 2, 3, 4 }.All(rising.Arrives));
        Assert.False(rising.Checks(4));
        Assert.Equal((1.0, 4.0), (rising.Step, rising.Best));

        // Two of four rise.
        Assert.Equal([true, false, true, false], new[] { 5.0, 4, 6, 5 }.Select(rising.Arrives));
        Assert.True(rising.Checks(4));
        Assert.Equal(0.5, rising.Step);

        // All rise, below the best: at once after a halving that is no reason, later it is.
        Assert.DoesNotContain(true, new[] { 5.1, 5.2, 5.3, 5.4 }.Select(rising.Arrives));
        Assert.False(rising.Checks(4));
        Assert.DoesNotContain(true, new[] { 5.5, 5.6, 5.7, 5.8 }.Select(rising.Arrives));
        Assert.True(rising.Checks(4));
        Assert.Equal(0.25, rising.Step);
    }
}
