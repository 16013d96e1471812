namespace Espalier.Evaluation;

/// <summary>
/// One function over many items on libtorch's threads, each of which computes alone: where items do not depend on each other, threads need not meet
/// within an operator, and what comes out does not depend on how many there are.
/// </summary>
internal static class SideBySide
{
    // An item that takes longer than its neighbours keeps nobody waiting for this many.
    private const int AheadPerThread = 2;

    /// <summary>The results, in the items' order.</summary>
    /// <param name="items">Taken as they are needed, and disposed when they are done, on the caller's thread.</param>
    /// <param name="work">What is done to each; what it throws, the caller catches, once nobody works any more.</param>
    internal static IEnumerable<TResult> Over<T, TResult>(IEnumerable<T> items, Func<T, TResult> work)
        where T : IDisposable
    {
        var threads = get_num_threads();
        var workers = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads).ConcurrentScheduler;
        var running = new Queue<(T Item, Task<TResult> Task)>();
        try
        {
            foreach (var item in items)
            {
                running.Enqueue((item, Task.Factory.StartNew(
                    () => Alone(() => work(item), threads), CancellationToken.None, TaskCreationOptions.None, workers)));
                if (running.Count == AheadPerThread * threads)
                {
                    yield return First();
                }
            }

            while (running.Count > 0)
            {
                yield return First();
            }
        }
        finally
        {
            // Nobody may work on any more what the caller may free now.
            Task.WhenAll(running.Select(item => item.Task)).ContinueWith(static _ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
            foreach (var (item, _) in running)
            {
                item.Dispose();
            }
        }

        TResult First()
        {
            var result = running.Peek().Task.GetAwaiter().GetResult();
            running.Dequeue().Item.Dispose();
            return result;
        }
    }

    private static TResult Alone<TResult>(Func<TResult> work, int threads)
    {
        // A thread that has not asked yet takes the number of all others when it first asks, whatever it was told before.
        _ = get_num_threads();
        set_num_threads(1);
        try
        {
            using var unrecorded = no_grad();
            return work();
        }
        finally
        {
            set_num_threads(threads);
        }
    }
}
