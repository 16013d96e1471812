using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Espalier.Data;

/// <summary>Runs a sequence a few items ahead of its consumer, on a thread of its own.</summary>
internal static class Prefetch
{
    /// <summary>
    /// The items of <paramref name="source"/> in their order. The source is walked on a background thread, at most
    /// <paramref name="ahead"/> finished items before the consumer.
    /// </summary>
    /// <remarks>
    /// An error of the source reaches the consumer in its place, after the items before it. However the enumeration ends (to the end,
    /// broken off, by an exception or by cancellation), the thread has ended and the source's enumerator is disposed when it does.
    /// </remarks>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public static IEnumerable<T> Ahead<T>(IEnumerable<T> source, int ahead, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var ready = new BlockingCollection<T>(ahead);
        ExceptionDispatchInfo? fault = null;
        var worker = new Thread(() =>
        {
            try
            {
                foreach (var item in source)
                {
                    ready.Add(item, stop.Token);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The consumer knows: it asked for it.
            }
            catch (Exception exception)
            {
                fault = ExceptionDispatchInfo.Capture(exception);
            }
            finally
            {
                ready.CompleteAdding();
            }
        })
        {
            IsBackground = true,
            Name = "batch preparation",
        };
        worker.Start();
        try
        {
            foreach (var item in ready.GetConsumingEnumerable(cancellation))
            {
                yield return item;
            }

            // A worker that saw the signal first just ends the sequence: that must not pass for its natural end.
            cancellation.ThrowIfCancellationRequested();
            fault?.Throw();
        }
        finally
        {
            stop.Cancel();
            worker.Join();
        }
    }
}
