using System.Runtime.ExceptionServices;

namespace Espalier;

/// <summary>Work that several threads share.</summary>
public static class SharedWork
{
    /// <summary>Does it. A fault of the caller's that one of the threads found is thrown as it was; others stay together.</summary>
    /// <param name="work">What shares itself out, by <see cref="Parallel"/>.</param>
    /// <exception cref="InvalidInputException">A thread found it.</exception>
    /// <exception cref="AggregateException">Threads found other faults.</exception>
    public static void Run(Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            work();
        }
        catch (AggregateException faults) when (faults.Flatten().InnerExceptions.OfType<InvalidInputException>().FirstOrDefault() is { } fault)
        {
            ExceptionDispatchInfo.Throw(fault);
        }
    }
}
