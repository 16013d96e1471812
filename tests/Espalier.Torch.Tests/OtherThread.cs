using System.Runtime.ExceptionServices;

namespace Espalier.Torch.Tests;

/// <summary>Runs on a thread of its own and hands its exception on, as a caller there would see it.</summary>
internal static class OtherThread
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static void Run(Action body)
    {
        var thread = Start(body, out var fault);
        Join(thread);
        fault()?.Throw();
    }

    /// <summary>Runs all bodies at once and hands on the first exception.</summary>
    public static void RunAll(params Action[] bodies)
    {
        var faults = new Func<ExceptionDispatchInfo?>[bodies.Length];
        var threads = bodies.Select((body, i) => Start(body, out faults[i])).ToArray();
        Array.ForEach(threads, Join);
        foreach (var fault in faults)
        {
            fault()?.Throw();
        }
    }

    private static Thread Start(Action body, out Func<ExceptionDispatchInfo?> fault)
    {
        ExceptionDispatchInfo? caught = null;
        var thread = new Thread(() =>
        {
            try
            {
                body();
            }
#pragma warning disable CA1031 // Handed on to the test, which would not see it on another thread.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                caught = ExceptionDispatchInfo.Capture(exception);
            }
        })
        {
            IsBackground = true,
        };
        fault = () => caught;
        thread.Start();
        return thread;
    }

    private static void Join(Thread thread) => Assert.True(thread.Join(Patience), "the other thread does not end");
}
