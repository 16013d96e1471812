using Espalier.Evaluation;
using Espalier.Tests.Kernels;

namespace Espalier.Tests.Evaluation;

public sealed class SideBySideTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Results_come_in_order_and_every_item_is_disposed(int threads)
    {
        var items = Enumerable.Range(0, 20).Select(i => new Item(i)).ToArray();

        // Those that come first take longest.
        var found = Threads.With(threads, () => SideBySide.Over(items, item =>
        {
            SpinWait.SpinUntil(() => false, (20 - item.Number) % 5);
            return (item.Number, get_num_threads());
        }).ToArray());

        Assert.Equal(Enumerable.Range(0, 20), found.Select(result => result.Number));
        Assert.All(found, result => Assert.Equal(1, result.Item2));
        Assert.All(items, item => Assert.True(item.IsDisposed));
    }

    [Fact]
    public void What_one_throws_the_caller_catches_when_all_are_through()
    {
        var items = Enumerable.Range(0, 20).Select(i => new Item(i)).ToArray();
        var working = 0;
        var thrown = Assert.Throws<InvalidOperationException>(() => Threads.With(3, () => SideBySide.Over(items, item =>
        {
            Interlocked.Increment(ref working);
            SpinWait.SpinUntil(() => false, 5);
            Interlocked.Decrement(ref working);
            return item.Number == 4 ? throw new InvalidOperationException("the fourth") : item.Number;
        }).ToArray()));

        Assert.Equal("the fourth", thrown.Message);
        Assert.Equal(0, working);
        Assert.Contains(items, item => item.IsDisposed);
        Assert.DoesNotContain(items, item => item.WasTaken && !item.IsDisposed);
    }

    private sealed class Item(int number) : IDisposable
    {
        internal bool WasTaken { get; private set; }

        internal bool IsDisposed { get; private set; }

        internal int Number
        {
            get
            {
                WasTaken = true;
                return number;
            }
        }

        public void Dispose() => IsDisposed = true;
    }
}
