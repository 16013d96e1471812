using Espalier.Torch.Interop;

namespace Espalier.Torch;

public static partial class torch
{
    /// <summary>
    /// Shows a recorder every operator that this thread calls from now on, until the result is disposed. Not in TorchSharp.
    /// </summary>
    /// <param name="recorder">
    /// Is told after each call. A function with a backward written in C# is one call, named <c>function::NAME</c>. What the recorder itself
    /// calls is not recorded.
    /// </param>
    /// <exception cref="InvalidOperationException">This thread is recorded already.</exception>
    public static IDisposable record_operators(Action<OperatorCall> recorder)
    {
        ArgumentNullException.ThrowIfNull(recorder);
        return OperatorRecording.Begin(recorder);
    }

    /// <summary>One call of an operator.</summary>
    /// <param name="Name">Its name and overload, e.g. <c>aten::add.Tensor</c>.</param>
    /// <param name="Arguments">
    /// In the order of the operator's schema, those at its end that keep their defaults left out: <see cref="Tensor"/>, a list of tensors,
    /// <c>long</c>, <c>double</c>, <c>bool</c>, <c>long[]</c>, <c>string</c>, or null. The tensors are borrowed.
    /// </param>
    /// <param name="Results">
    /// The tensors it gave, borrowed; an operator in place gives its first argument. None where it gave a number.
    /// </param>
    public sealed record OperatorCall(string Name, IReadOnlyList<object?> Arguments, IReadOnlyList<Tensor?> Results);
}
