namespace Espalier.Torch;

public static partial class torch
{
    [ThreadStatic]
    private static ScopeFrame? innermost;

    /// <summary>Opens a scope: tensors that this thread makes until its end are freed there, unless moved out.</summary>
    public static DisposeScope NewDisposeScope() => new(innermost = new ScopeFrame(innermost));

    /// <summary>
    /// Owns the tensors made on its thread while it is the innermost one. A ref struct: the compiler refuses to hold it across
    /// <c>await</c>, to capture it in a lambda, or to keep it in a field, where it would end on another thread than it began.
    /// </summary>
    public readonly ref struct DisposeScope : IDisposable
    {
        private readonly ScopeFrame frame;

        internal DisposeScope(ScopeFrame frame) => this.frame = frame;

        /// <summary>How many tensors it owns now.</summary>
        public int DisposablesCount => frame.Count;

        /// <summary>Frees what it owns and closes it, with any scope opened inside it and forgotten.</summary>
        public void Dispose()
        {
            if (frame is null || frame.Closed)
            {
                return;
            }

            while (innermost is { } top)
            {
                innermost = top.Outer;
                top.Close();
                if (ReferenceEquals(top, frame))
                {
                    return;
                }
            }
        }
    }

    /// <summary>
    /// The list behind a scope. Only the thread that opened it ever touches the list; a tensor's own link to the frame says who owns
    /// it, and is what other threads cut when they dispose or detach it.
    /// </summary>
    internal sealed class ScopeFrame(ScopeFrame? outer)
    {
        private readonly List<Tensor?> owned = [];
        private readonly int thread = Environment.CurrentManagedThreadId;

        internal static ScopeFrame? Innermost => innermost;

        internal ScopeFrame? Outer { get; } = outer;

        internal bool Closed { get; private set; }

        internal bool IsHere => thread == Environment.CurrentManagedThreadId;

        internal int Count => owned.Count(tensor => tensor?.IsOwnedBy(this) == true);

        internal int Add(Tensor tensor)
        {
            owned.Add(tensor);
            return owned.Count - 1;
        }

        internal void Remove(int slot)
        {
            owned[slot] = null;
            while (owned is [.., null])
            {
                owned.RemoveAt(owned.Count - 1);
            }
        }

        internal void Close()
        {
            Closed = true;
            foreach (var tensor in owned)
            {
                tensor?.DisposeByScope(this);
            }

            owned.Clear();
        }
    }
}
