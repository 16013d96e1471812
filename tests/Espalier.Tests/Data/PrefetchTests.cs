using Espalier.Data;

namespace Espalier.Tests.Data;

public class PrefetchTests
{
    [Fact]
    public void Items_arrive_in_order_from_another_thread()
    {
        var threads = new HashSet<int>();
        var items = Prefetch.Ahead(Numbers(100, () => threads.Add(Environment.CurrentManagedThreadId)), 3, default).ToArray();

        Assert.Equal(Enumerable.Range(0, 100), items);
        Assert.DoesNotContain(Environment.CurrentManagedThreadId, threads);
        Assert.Single(threads);
    }

    [Fact]
    public void An_error_reaches_the_consumer_after_the_items_before_it()
    {
        var seen = new List<int>();

        var error = Assert.Throws<InvalidOperationException>(() => seen.AddRange(Record(seen, Failing())));

        Assert.Equal("third", error.Message);
        Assert.Equal([0, 1], seen);

        static IEnumerable<int> Failing()
        {
            yield return 0;
            yield return 1;
            throw new InvalidOperationException("third");
        }

        static IEnumerable<int> Record(List<int> seen, IEnumerable<int> source)
        {
            foreach (var item in Prefetch.Ahead(source, 3, default))
            {
                seen.Add(item);
            }

            return [];
        }
    }

    [Fact]
    public void Breaking_off_ends_the_source_a_few_items_ahead()
    {
        var made = 0;
        var ended = false;
        foreach (var item in Prefetch.Ahead(Numbers(int.MaxValue, () => made++, () => ended = true), 3, default))
        {
            if (item == 5)
            {
                break;
            }
        }

        Assert.True(ended);
        Assert.InRange(made, 6, 11);
    }

    [Fact]
    public void Cancellation_is_never_taken_for_the_end()
    {
        for (var attempt = 0; attempt < 50; attempt++)
        {
            using var source = new CancellationTokenSource();
            var ended = false;

            Assert.ThrowsAny<OperationCanceledException>(() =>
            {
                foreach (var item in Prefetch.Ahead(Numbers(int.MaxValue, () => { }, () => ended = true), 3, source.Token))
                {
                    if (item == attempt)
                    {
                        source.Cancel();
                    }
                }
            });
            Assert.True(ended);
        }
    }

    private static IEnumerable<int> Numbers(int count, Action made, Action? ended = null)
    {
        try
        {
            for (var i = 0; i < count; i++)
            {
                made();
                yield return i;
            }
        }
        finally
        {
            ended?.Invoke();
        }
    }
}
