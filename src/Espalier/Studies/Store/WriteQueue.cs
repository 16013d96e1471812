namespace Espalier.Studies.Store;

/// <summary>
/// Threads that want to write at the same time: one leads and writes for all that came before it began; those that come meanwhile wait, and
/// the first of them leads next.
/// </summary>
/// <remarks>A lock alone would not do: who has just written takes it again before the others are awake, and writes alone.</remarks>
internal sealed class WriteQueue
{
    private readonly Lock gate = new();
    private List<PendingWrite> waiting = [];
    private bool isLed;

    /// <summary>Adds a write; says whether its thread is to <see cref="Lead"/> now.</summary>
    internal bool Join(PendingWrite own)
    {
        lock (gate)
        {
            waiting.Add(own);
            var leads = !isLed;
            isLed = true;
            return leads;
        }
    }

    /// <summary>Writes all that wait, wakes their threads, and passes the lead on.</summary>
    internal void Lead(Action<IReadOnlyList<PendingWrite>> write)
    {
        List<PendingWrite> together;
        lock (gate)
        {
            (together, waiting) = (waiting, []);
        }

        try
        {
            write(together);
        }
        finally
        {
            PendingWrite? next;
            lock (gate)
            {
                next = waiting.FirstOrDefault();
                isLed = next is not null;
            }

            next?.Call(leads: true);
            together.ForEach(done => done.Call(leads: false));
        }
    }
}
