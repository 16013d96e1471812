using Espalier.Costs.Devices;

namespace Espalier.Tests.Costs.Devices;

public sealed class HelpTests
{
    private static readonly HelpOptions Small = new() { Episodes = 150, Devices = 4, Queries = 20, Width = 24, Samples = 3, Trim = 0 };

    [Fact]
    public void The_same_seed_predicts_the_same_bits_and_leaves_nothing()
    {
        var before = LiveTensorsOfThread;
        var options = Small with { Episodes = 3 };
        var times = Invented.Measured(Invented.Times(0.5, 2, 5));
        using (var once = Learnt(options))
        using (var twice = Learnt(options))
        using (var another = Learnt(options, seed: 2))
        {
            var first = once.Predict(times, Invented.Asked);
            Assert.Equal(first, twice.Predict(times, Invented.Asked));
            Assert.Equal(first, once.Predict(times, Invented.Asked));
            Assert.NotEqual(first, another.Predict(times, Invented.Asked));
            Assert.Equal(first[3], once.Predict(times, [Invented.Asked[3]])[0], 1e-4);
        }

        Assert.Equal(before, LiveTensorsOfThread);
    }

    [Theory]
    [InlineData(false, true, true, 2)]
    [InlineData(true, false, true, 2)]
    [InlineData(true, true, false, 2)]
    [InlineData(true, true, true, 0)]
    public void Every_part_can_be_left_out(bool secondOrder, bool learnRates, bool modulate, int steps)
    {
        using var whole = Learnt(Small with { Episodes = 3 });
        using var less = Learnt(
            Small with { Episodes = 3, SecondOrder = secondOrder, LearnRates = learnRates, Modulate = modulate, InnerSteps = steps });
        var times = Invented.Measured(Invented.Times(0.5, 2, 5));

        Assert.NotEqual(whole.Predict(times, Invented.Asked), less.Predict(times, Invented.Asked));
        Assert.All(less.Predict(times, Invented.Asked), time => Assert.True(double.IsFinite(time)));
    }

    [Fact]
    public void It_ends_when_asked_and_tells_how_far_it_is()
    {
        using var source = new CancellationTokenSource();
        using var help = new Help(new LatencyContext(1), Small);
        var steps = new List<(int, int)>();

        Assert.Throws<OperationCanceledException>(() => help.Learn(
            Invented.Known,
            (done, all) =>
            {
                steps.Add((done, all));
                if (done == 2)
                {
                    source.Cancel();
                }
            },
            source.Token));
        Assert.Equal([(1, 150), (2, 150)], steps);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var help = new Help(new LatencyContext(1), Small);

        Assert.Throws<InvalidOperationException>(() => help.Predict([1, 2], [0]));
        Assert.Throws<ArgumentException>(() => help.Learn(Invented.Known with { Pool = [1, 2, 3] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Small with { Trim = 0.5 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Small with { InnerRate = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Small with { Episodes = 0 });
        using var learnt = Learnt(Small with { Episodes = 1 });
        Assert.Throws<ArgumentException>(() => learnt.Predict([1, 2], [0]));
    }

    private static Help Learnt(HelpOptions options, ulong seed = 1)
    {
        var help = new Help(new LatencyContext(seed), options);
        help.Learn(Invented.Known);
        return help;
    }
}
