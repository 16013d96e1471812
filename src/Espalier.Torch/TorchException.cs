namespace Espalier.Torch;

/// <summary>An error that libtorch reported, with the operator and the arguments it was called with.</summary>
public sealed class TorchException : Exception
{
    private TorchException(string message, string operation, string? arguments, Exception? inner)
        : base(message, inner)
    {
        Operation = operation;
        Arguments = arguments;
    }

    /// <summary>The operator, as libtorch names it: <c>aten::conv2d</c>.</summary>
    public string Operation { get; }

    /// <summary>The arguments in order, tensors as <c>float32[2, 3] cpu</c>; null where there were none to tell.</summary>
    public string? Arguments { get; }

    internal static TorchException FromNative(string operation, string message, string? arguments, Exception? inner = null)
    {
        var reason = message.Trim().ReplaceLineEndings(" ");
        var text = arguments is null ? $"{operation}: {reason}" : $"{operation}({arguments}): {reason}";
        return new TorchException(text, operation, arguments, inner);
    }
}
