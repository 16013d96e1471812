using Espalier.Supernets.Cells;

namespace Espalier.Tests.Supernets.Cells;

public sealed class ChannelSplitTests
{
    // Groups of 3 channels (0 1 2, 3 4 5, ...) become columns that are read row by row.
    [Fact]
    public void The_shuffle_is_the_published_permutation()
    {
        using var scope = NewDisposeScope();
        var channels = arange(0, 12, ScalarType.Float32).view(1, 12, 1, 1).expand(2, 12, 3, 5);
        var split = new ChannelSplit(12, 4);
        var (mixed, past) = split.Part(channels, 1);

        var joined = split.Join(mixed, past);

        Assert.Equal([0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11], joined.select(0, 1).select(1, 2).select(1, 4).contiguous().data<float>().ToArray());
        Assert.Equal([2, 12, 3, 5], joined.shape);
        Assert.True(joined.is_contiguous(memory_format.channels_last));
    }

    [Theory]
    [InlineData(8, 2)]
    [InlineData(12, 3)]
    [InlineData(5, 5)]
    public void The_shuffle_is_that_of_the_authors_views(int channels, int share)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var state = randn([2, channels, 3, 4], generator: generator);
        var split = new ChannelSplit(channels, share);
        var (mixed, past) = split.Part(state, 1);

        Assert.True(equal(PartialFormulas.Shuffle(state, share), split.Join(mixed, past)));
    }

    [Theory]
    [InlineData(6, 4)]
    [InlineData(7, 5)]
    [InlineData(1, 2)]
    public void What_passes_a_stride_is_the_largest_of_each_window(int height, int width)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var state = randn([2, 4, height, width], generator: generator) - 9;

        var (mixed, past) = new ChannelSplit(4, 4).Part(state, 2);

        Assert.True(equal(state.narrow(1, 0, 1), mixed));
        Assert.True(equal(PartialFormulas.Halved(state.narrow(1, 1, 3)), past!));
    }

    [Fact]
    public void Of_one_group_nothing_passes()
    {
        using var scope = NewDisposeScope();
        var state = ones([1, 3, 2, 2]);
        var split = new ChannelSplit(3, 1);

        Assert.Equal((state, null), split.Part(state, 2));
        Assert.Same(state, split.Join(state, null));
    }
}
