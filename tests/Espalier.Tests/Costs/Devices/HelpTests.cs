using Espalier.Costs.Devices;
using Espalier.Evaluation;

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

    [Fact]
    public void Learning_that_was_broken_off_leaves_nothing_that_tells()
    {
        var before = LiveTensorsOfThread;
        using (var help = new Help(new LatencyContext(1), Small))
        using (var stop = new CancellationTokenSource())
        {
            Assert.Throws<OperationCanceledException>(() => help.Learn(Invented.Known, (_, _) => stop.Cancel(), stop.Token));

            Assert.Throws<InvalidOperationException>(() => help.Predict(Invented.Measured(Invented.Times(0.5, 2, 5)), Invented.Asked));
            Assert.Equal(before, LiveTensorsOfThread);
        }
    }

    [Theory]
    [InlineData(false, true, true, true, 2)]
    [InlineData(true, false, true, true, 2)]
    [InlineData(true, true, false, true, 2)]
    [InlineData(true, true, true, false, 2)]
    [InlineData(true, true, true, true, 0)]
    public void Every_part_can_be_left_out(bool secondOrder, bool learnRates, bool modulate, bool centre, int steps)
    {
        using var whole = Learnt(Small with { Episodes = 3 });
        using var less = Learnt(
            Small with
            {
                Episodes = 3,
                SecondOrder = secondOrder,
                LearnRates = learnRates,
                Modulate = modulate,
                Centre = centre,
                InnerSteps = steps,
            });
        var times = Invented.Measured(Invented.Times(0.5, 2, 5));

        Assert.NotEqual(whole.Predict(times, Invented.Asked), less.Predict(times, Invented.Asked));
        Assert.All(less.Predict(times, Invented.Asked), time => Assert.True(double.IsFinite(time)));
    }

    /// <summary>
    /// Ten measurements of a device at either end of the family tell more than the mean of what is known; and what it is told of the kind of
    /// device is what it goes by: told of the other end's, it falls, fitted or not.
    /// </summary>
    [Fact]
    public void It_learns_to_fit_new_devices_and_to_go_by_their_description()
    {
        using var help = Learnt(Small with { OuterRate = 0.01 });
        using var mean = new MeanDevice(new LatencyContext(1));
        mean.Learn(Invented.Known);
        int[] asked = [.. Enumerable.Range(0, Invented.Known.Networks.Count).Except(Invented.Known.References)];
        foreach (var (share, other) in new[] { (0.1, 0.9), (0.9, 0.1) })
        {
            var times = Invented.Times(share, 2, 5);
            var (own, others) = (Invented.Measured(times), Invented.Measured(Invented.Times(other, 3, 1)));
            var fitted = Spearman(help.Predict(own, asked));

            Assert.InRange(fitted, 0.95, 1);
            Assert.InRange(fitted - Spearman(mean.Predict(own, asked)), 0.05, 1);
            Assert.InRange(fitted - Spearman(help.Predict(own, others, asked)), 0.05, 2);
            Assert.InRange(Spearman(help.Predict(own, own, asked, steps: 0)) - Spearman(help.Predict(own, others, asked, steps: 0)), 0.02, 2);

            double Spearman(IReadOnlyList<double> predicted) => RankCorrelation.Spearman([.. asked.Select(network => times[network])], [.. predicted]);
        }
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
        var measured = Invented.Measured(Invented.Known.Milliseconds[0].ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => learnt.Predict(measured, measured, [0], -1));
    }

    private static Help Learnt(HelpOptions options, ulong seed = 1)
    {
        var help = new Help(new LatencyContext(seed), options);
        help.Learn(Invented.Known);
        return help;
    }
}
