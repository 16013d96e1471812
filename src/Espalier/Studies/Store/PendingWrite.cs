using System.Runtime.ExceptionServices;

namespace Espalier.Studies.Store;

/// <summary>Rows that a thread wants written, and what became of them.</summary>
/// <param name="rows">All or none.</param>
internal sealed class PendingWrite(IReadOnlyList<object> rows)
{
    // A monitor and no event: the waiting thread is gone with the object while the other may still be in its call.
    private readonly object gate = new();
    private bool isCalled;
    private bool leads;

    internal IReadOnlyList<object> Rows => rows;

    /// <summary>Why they were not written.</summary>
    internal Exception? Fault { get; set; }

    /// <summary>Waits until the rows are written, or until nobody writes and it is this thread's turn to.</summary>
    internal bool MustLead()
    {
        lock (gate)
        {
            while (!isCalled)
            {
                Monitor.Wait(gate);
            }

            return leads;
        }
    }

    /// <summary>Wakes the thread.</summary>
    internal void Call(bool leads)
    {
        lock (gate)
        {
            (this.leads, isCalled) = (leads, true);
            Monitor.Pulse(gate);
        }
    }

    /// <summary>Writes the rows, and keeps the fault.</summary>
    internal void Attempt(Action<IReadOnlyList<object>> write)
    {
        try
        {
            write(rows);
        }
        catch (Exception fault)
        {
            Fault = fault;
        }
    }

    internal void ThrowIfFailed()
    {
        if (Fault is not null)
        {
            ExceptionDispatchInfo.Throw(Fault);
        }
    }
}
