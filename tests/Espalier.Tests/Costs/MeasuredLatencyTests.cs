using Espalier.Costs;

namespace Espalier.Tests.Costs;

public sealed class MeasuredLatencyTests
{
    [Theory]
    [InlineData(40, 10)]
    [InlineData(20, 10)]
    [InlineData(2, 50)]
    [InlineData(1, 100)]
    [InlineData(0.01, 1000)]
    [InlineData(0, 1000)]
    public void The_faster_a_network_the_more_often_it_runs(double milliseconds, int runs)
    {
        using var network = new Timed(_ => milliseconds);

        var found = Measure(network);

        Assert.Equal(new MeasuredLatency(milliseconds, milliseconds, milliseconds, runs), found);
        Assert.Equal(2 + runs, network.Runs);
    }

    [Fact]
    public void A_network_whose_times_are_far_apart_runs_for_the_whole_time()
    {
        using var network = new Timed(run => run % 2 == 0 ? 1 : 3);

        // Two milliseconds a run on the average: 150 runs until 300 ms are over.
        Assert.Equal(new MeasuredLatency(2, 1, 3, 150), Measure(network));
    }

    [Theory]
    [InlineData(2, "20 21")]
    [InlineData(3, "500 20 21")]
    [InlineData(5, "500 400 30 20 19")]
    [InlineData(5, "500 20 500 20 500")]
    public void First_runs_do_not_count(int warmUps, string times)
    {
        var first = times.Split(' ').Select(double.Parse).ToArray();
        using var network = new Timed(run => run < first.Length ? first[run] : 25);

        Assert.Equal(new MeasuredLatency(25, 25, 25, 10), Measure(network));
        Assert.Equal(warmUps + 10, network.Runs);
    }

    [Fact]
    public void A_slow_spell_leaves_the_median_alone()
    {
        using var network = new Timed(run => run is >= 20 and < 25 ? 25 : 2);

        var found = Measure(network);

        Assert.Equal((2, 2, 2), (found.Median, found.LowerQuartile, found.UpperQuartile));
    }

    [Fact]
    public void Quartiles_lie_between_the_times_next_to_them()
    {
        // Ten runs of 31 to 40 ms after two to warm up.
        using var network = new Timed(run => run < 2 ? 30 : 29 + run);

        var found = Measure(network);

        Assert.Equal(10, found.Runs);
        Assert.Equal((35.5, 33.25, 37.75), (found.Median, found.LowerQuartile, found.UpperQuartile));
    }

    [Fact]
    public void The_network_sees_one_image_in_evaluation_mode_and_records_nothing()
    {
        using var network = new Timed(_ => 40);

        Measure(network);

        Assert.Equal([1, 3, 8, 8], network.Shape);
        Assert.True(network.IsChannelsLast);
        Assert.False(network.Trained);
        Assert.False(network.Recorded);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Every_part_is_put_back_in_its_mode_and_no_tensor_is_left(bool training, bool part)
    {
        using var network = new Timed(run => run < 30 ? 1 : throw new InvalidOperationException("broken"));
        network.train(training);
        network.Part.train(part);
        var before = LiveTensorsOfThread;

        Assert.Throws<InvalidOperationException>(() => Measure(network));
        Assert.Equal((training, part), (network.training, network.Part.training));
        Assert.Equal(before, LiveTensorsOfThread);

        network.Mend();
        Measure(network);
        Assert.Equal((training, part), (network.training, network.Part.training));
        Assert.Equal(before, LiveTensorsOfThread);
    }

    [Fact]
    public void A_clock_that_goes_gives_a_time()
    {
        using var network = Linear(64, 64);

        var found = MeasuredLatency.Of(network, [64], TimeProvider.System);

        Assert.InRange(found.Runs, 10, 1000);
        Assert.True(found.LowerQuartile > 0, found.ToString());
        Assert.InRange(found.Median, found.LowerQuartile, found.UpperQuartile);
    }

    private static MeasuredLatency Measure(Timed network) => MeasuredLatency.Of(network, [3, 8, 8], network.Clock);

    /// <summary>A network that takes the time it is told by a clock of its own.</summary>
    private sealed class Timed : Module<Tensor, Tensor>
    {
        private readonly Conv2d part = Conv2d(3, 2, 3);
        private Func<int, double> milliseconds;

        public Timed(Func<int, double> milliseconds)
            : base(nameof(Timed))
        {
            this.milliseconds = milliseconds;
            RegisterComponents();
        }

        public HandClock Clock { get; } = new();

        public Module Part => part;

        public int Runs { get; private set; }

        public long[] Shape { get; private set; } = [];

        public bool IsChannelsLast { get; private set; }

        public bool Trained { get; private set; }

        public bool Recorded { get; private set; }

        public void Mend() => milliseconds = _ => 40;

        public override Tensor forward(Tensor input)
        {
            var output = part.call(input);
            Clock.Now += milliseconds(Runs++);
            (Shape, IsChannelsLast) = (input.shape, input.is_contiguous(memory_format.channels_last));
            (Trained, Recorded) = (Trained || training || part.training, Recorded || output.requires_grad);
            return output;
        }
    }
}
