namespace Espalier.Torch.Interop;

/// <summary>Who is shown the operators that a thread calls. Where nobody is, a call costs one look at a field more.</summary>
internal sealed class OperatorRecording : IDisposable
{
    [ThreadStatic]
    private static OperatorRecording? current;

    private readonly Action<torch.OperatorCall> recorder;

    private OperatorRecording(Action<torch.OperatorCall> recorder) => this.recorder = recorder;

    /// <summary>The recording of this thread, or null.</summary>
    internal static OperatorRecording? Current => current;

    internal static OperatorRecording Begin(Action<torch.OperatorCall> recorder) => current is null
        ? current = new OperatorRecording(recorder)
        : throw new InvalidOperationException("the operators of this thread are recorded already");

    /// <summary>Records nothing until the result is disposed.</summary>
    internal static Paused Pause()
    {
        var paused = new Paused(current);
        current = null;
        return paused;
    }

    internal void Add(string name, ReadOnlySpan<Argument> arguments, params torch.Tensor?[] results)
    {
        var values = new object?[arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i].Value;
        }

        Add(name, values, results);
    }

    internal void Add(string name, IReadOnlyList<object?> arguments, IReadOnlyList<torch.Tensor?> results)
    {
        using var paused = Pause();
        recorder(new torch.OperatorCall(name, arguments, results));
    }

    public void Dispose() => current = null;

    internal readonly ref struct Paused(OperatorRecording? before)
    {
        private readonly OperatorRecording? before = before;

        public void Dispose() => current = before;
    }
}
