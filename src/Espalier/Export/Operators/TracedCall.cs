namespace Espalier.Export.Operators;

/// <summary>A call of an operator, its arguments read by their place in the operator's schema.</summary>
internal sealed class TracedCall(OperatorCall call)
{
    /// <summary>The operator's name without namespace and overload, e.g. <c>add</c>.</summary>
    internal string Name => call.Name.Split("::")[^1].Split('.')[0];

    /// <summary>The one tensor that it gave.</summary>
    internal Tensor Result => call.Results is [{ } only] ? only : throw Refusal("gives other than one tensor");

    /// <summary>Every tensor among the arguments, those in lists, too.</summary>
    internal IEnumerable<Tensor> Inputs => call.Arguments.SelectMany(argument => argument switch
    {
        Tensor tensor => [tensor],
        IEnumerable<Tensor?> list => list.OfType<Tensor>(),
        _ => [],
    });

    internal Tensor Tensor(int place) => (Tensor)call.Arguments[place]!;

    internal Tensor? TensorOrNone(int place) => At(place) as Tensor;

    internal IReadOnlyList<Tensor> Tensors(int place) => [.. ((IEnumerable<Tensor?>)call.Arguments[place]!).Select(tensor => tensor!)];

    internal long Integer(int place, long fallback) => At(place) as long? ?? fallback;

    internal long Integer(int place) => (long)call.Arguments[place]!;

    internal long[] Integers(int place) => (long[])call.Arguments[place]!;

    internal bool Flag(int place, bool fallback) => At(place) as bool? ?? fallback;

    /// <summary>A number of either kind.</summary>
    internal double Number(int place, double fallback) => At(place) switch
    {
        double number => number,
        long number => number,
        _ => fallback,
    };

    /// <summary>A dimension of the first argument, counted from its first.</summary>
    internal long Dimension(long given) => given < 0 ? given + Inputs.First().dim() : given;

    /// <summary>The fault of a call that cannot be exported.</summary>
    internal InvalidInputException Refusal(string why) => new(
        $"operator {call.Name}", why, "export a network without it, or add a translation in src/Espalier/Export/Operators");

    private object? At(int place) => place < call.Arguments.Count ? call.Arguments[place] : null;
}
