using Espalier.Supernets;

namespace Espalier.Tests.Supernets;

public sealed class FrozenStatisticsTests
{
    [Fact]
    public void Frozen_passes_normalise_by_the_batch_and_leave_the_statistics()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(2);
        using var norm = BatchNorm2d(3);
        var images = (randn([4, 3, 5, 5], generator: generator) * 7) + 2;
        var before = norm.buffers().Select(buffer => buffer.clone()).ToArray();

        Tensor frozen;
        using (new FrozenStatistics(norm))
        {
            frozen = norm.call(images);
        }

        Assert.All(norm.buffers().Zip(before), pair => Assert.True(equal(pair.First, pair.Second)));
        Assert.True(equal(frozen, norm.call(images)));
        Assert.All(norm.buffers().Zip(before), pair => Assert.False(equal(pair.First, pair.Second)));
    }

    [Fact]
    public void The_inner_of_two_frees_nothing_that_the_outer_froze()
    {
        using var pair = new Pair();
        using (new FrozenStatistics(pair))
        {
            using (new FrozenStatistics(pair.First))
            {
                Assert.False(pair.First.update_running_stats);
            }

            Assert.False(pair.First.update_running_stats);
            Assert.False(pair.Second.update_running_stats);
        }

        Assert.True(pair.First.update_running_stats && pair.Second.update_running_stats);
    }

    [Fact]
    public void One_that_was_frozen_before_stays_so()
    {
        using var pair = new Pair();
        pair.Second.update_running_stats = false;
        using (new FrozenStatistics(pair))
        {
        }

        Assert.True(pair.First.update_running_stats);
        Assert.False(pair.Second.update_running_stats);
    }

    private sealed class Pair : Module
    {
        public Pair()
            : base(nameof(Pair))
        {
            (First, Second) = (BatchNorm2d(2), BatchNorm2d(2));
            register_module("first", First);
            register_module("second", Second);
        }

        public BatchNorm2d First { get; }

        public BatchNorm2d Second { get; }
    }
}
