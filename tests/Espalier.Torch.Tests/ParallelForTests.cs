using System.Collections.Concurrent;
using static Espalier.Torch.torch;

namespace Espalier.Torch.Tests;

/// <summary>Bodies shared out over libtorch's threads.</summary>
public class ParallelForTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(7, 1)]
    [InlineData(7, 100)]
    [InlineData(1000, 1)]
    [InlineData(1000, 300)]
    [InlineData(1001, 1000)]
    public void The_parts_cover_the_range_once(int count, int grain)
    {
        foreach (var threads in new[] { 1, 2, 3 })
        {
            var times = new int[count];
            With(threads, () => parallel_for(count, grain, (begin, end) =>
            {
                for (var i = begin; i < end; i++)
                {
                    Interlocked.Increment(ref times[i]);
                }
            }));

            Assert.All(times, time => Assert.Equal(1, time));
        }
    }

    [Fact]
    public void No_more_than_a_grain_is_one_part_on_the_callers_thread()
    {
        var parts = Parts(2, 100, 100);

        Assert.Equal([(0, 100, Environment.CurrentManagedThreadId)], parts);
        Assert.Equal(2, Parts(2, 101, 100).Count);
    }

    [Fact]
    public void One_thread_takes_all_in_one_part() =>
        Assert.Equal([(0, 1000, Environment.CurrentManagedThreadId)], Parts(1, 1000, 1));

    [Fact]
    public void Two_threads_work_at_once()
    {
        using var both = new Barrier(2);
        var met = new ConcurrentBag<bool>();

        With(2, () => parallel_for(2, 1, (_, _) => met.Add(both.SignalAndWait(Patience))));

        Assert.Equal([true, true], met);
    }

    [Fact]
    public void Nothing_happens_for_nothing() => Assert.Empty(Parts(2, 0, 1));

    [Fact]
    public void Within_a_body_it_runs_in_place()
    {
        var inner = new ConcurrentBag<bool>();

        With(2, () => parallel_for(2, 1, (_, _) =>
        {
            var thread = Environment.CurrentManagedThreadId;
            parallel_for(1000, 1, (begin, end) => inner.Add((begin, end, Environment.CurrentManagedThreadId) == (0, 1000, thread)));
        }));

        Assert.Equal([true, true], inner);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void What_a_body_throws_is_the_inner_exception_whatever_thread_it_ran_on(int thrower)
    {
        var cause = new InvalidDataException("the cause");

        var fault = Assert.Throws<TorchException>(() => With(2, () => parallel_for(2, 1, (begin, _) =>
        {
            if (begin == thrower)
            {
                throw cause;
            }
        })));

        Assert.Same(cause, fault.InnerException);
        Assert.Contains("parallel_for", fault.Message, StringComparison.Ordinal);
        Assert.Equal(2, Parts(2, 2, 1).Count);
    }

    [Fact]
    public void Of_several_exceptions_one_arrives()
    {
        var fault = Assert.Throws<TorchException>(
            () => With(2, () => parallel_for(2, 1, (begin, _) => throw new InvalidDataException($"part {begin}"))));

        Assert.IsType<InvalidDataException>(fault.InnerException);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => parallel_for(-1, 1, (_, _) => { }));
        Assert.Throws<ArgumentOutOfRangeException>(() => parallel_for(1, 0, (_, _) => { }));
        Assert.Throws<ArgumentNullException>(() => parallel_for(1, 1, null!));
    }

    private static List<(int Begin, int End, int Thread)> Parts(int threads, int count, int grain)
    {
        var parts = new ConcurrentBag<(int, int, int)>();
        With(threads, () => parallel_for(
            count, grain, (begin, end) => parts.Add(((int)begin, (int)end, Environment.CurrentManagedThreadId))));
        return [.. parts.Order()];
    }

    private static void With(int threads, Action body)
    {
        var before = get_num_threads();
        set_num_threads(threads);
        try
        {
            body();
        }
        finally
        {
            set_num_threads(before);
        }
    }
}
