using Espalier.Data;

namespace Espalier.Tests.Data;

public sealed class StratifiedSplitTests
{
    private static readonly byte[] Labels = [.. Enumerable.Range(0, 100).Select(i => (byte)(i < 70 ? 0 : i < 95 ? 3 : i < 99 ? 7 : 255))];

    [Fact]
    public void Every_class_gives_its_part_and_keeps_one()
    {
        var (stay, held) = StratifiedSplit.Of(Labels, 0.2, seed: 1);

        Assert.Equal(Enumerable.Range(0, 100), stay.Concat(held).Order());
        Assert.Equal([(0, 14), (3, 5), (7, 1)], held.CountBy(i => (int)Labels[i]).Select(pair => (pair.Key, pair.Value)).Order());
        Assert.Contains(99, stay);
        Assert.Equal(96, StratifiedSplit.Of(Labels, 0.999, seed: 1).HeldOut.Length);
        Assert.Equal(3, StratifiedSplit.Of(Labels, 0.001, seed: 1).HeldOut.Length);
    }

    [Fact]
    public void The_seed_alone_decides()
    {
        Assert.Equal(StratifiedSplit.Of(Labels, 0.2, 1).HeldOut, StratifiedSplit.Of(Labels, 0.2, 1).HeldOut);
        Assert.NotEqual(StratifiedSplit.Of(Labels, 0.2, 1).HeldOut, StratifiedSplit.Of(Labels, 0.2, 2).HeldOut);
    }
}
