namespace Espalier.Torch.Interop;

/// <summary>One argument of an operator, before it is laid out for the border.</summary>
internal readonly struct Argument
{
    private readonly object? reference;
    private readonly long bits;

    private Argument(Tag tag, object? reference, long bits = 0)
    {
        Tag = tag;
        this.reference = reference;
        this.bits = bits;
    }

    internal static Argument None => new(Tag.None, null);

    internal Tag Tag { get; }

    internal torch.Tensor? Tensor => reference as torch.Tensor;

    internal IReadOnlyList<torch.Tensor?>? Tensors => reference as IReadOnlyList<torch.Tensor?>;

    /// <summary>What it stands for: a tensor, a list, a text, a number, or null.</summary>
    internal object? Value => Tag switch
    {
        Tag.Int => bits,
        Tag.Double => BitConverter.Int64BitsToDouble(bits),
        Tag.Bool => bits != 0,
        _ => reference,
    };

    /// <summary>How many 8-byte words of scratch memory its list or text takes.</summary>
    internal int Words => reference switch
    {
        long[] list => list.Length,
        double[] list => list.Length,
        bool[] list => list.Length,
        string text => (text.Length + 7) / 8,
        IReadOnlyList<torch.Tensor?> list => list.Count,
        _ => 0,
    };

    public static implicit operator Argument(torch.Tensor? tensor) => tensor is null ? None : new(Tag.Tensor, tensor);

    public static implicit operator Argument(torch.Tensor?[] tensors) => new(Tag.TensorList, tensors);

    public static implicit operator Argument(long value) => new(Tag.Int, null, value);

    public static implicit operator Argument(long? value) => value is { } given ? given : None;

    public static implicit operator Argument(double value) => new(Tag.Double, null, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Argument(double? value) => value is { } given ? given : None;

    public static implicit operator Argument(bool value) => new(Tag.Bool, null, value ? 1 : 0);

    public static implicit operator Argument(long[]? list) => list is null ? None : new(Tag.IntList, list);

    public static implicit operator Argument(ScalarType type) => (long)type;

    public static implicit operator Argument(ScalarType? type) => type is { } given ? (long)given : None;

    public static implicit operator Argument(torch.Scalar value) =>
        value.IsInteger ? new(Tag.Int, null, value.ToInt64()) : (Argument)value.ToDouble();

    public static implicit operator Argument(torch.Scalar? value) => value is { } given ? (Argument)given : None;

    public static implicit operator Argument(torch.Device? device) => device is null ? None : new(Tag.Device, device.ToString());

    public static implicit operator Argument(torch.Generator? generator) => generator is null ? None : new(Tag.Generator, generator);

    public static implicit operator Argument(string text) => new(Tag.String, text);

    internal static Argument List(IReadOnlyList<torch.Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        for (var i = 0; i < tensors.Count; i++)
        {
            if (tensors[i] is null)
            {
                throw new ArgumentException($"the tensor at index {i} is null", nameof(tensors));
            }
        }

        return new(Tag.TensorList, tensors);
    }

    /// <summary>Keeps the native objects behind it alive until <see cref="Release"/>.</summary>
    internal void AddReference(int item = 0)
    {
        switch (Tag)
        {
            case Tag.Tensor:
                Tensor!.AddReference();
                break;
            case Tag.TensorList:
                Tensors![item]?.AddReference();
                break;
            case Tag.Generator:
                ((torch.Generator)reference!).Handle.AddReference();
                break;
            default:
                break;
        }
    }

    internal unsafe void LayOut(out NativeValue value, long* scratch)
    {
        value = new NativeValue { Tag = Tag, Integer = bits };
        switch (reference)
        {
            case null:
                return;
            case torch.Tensor tensor:
                value.Pointer = tensor.BorrowedHandle;
                return;
            case torch.Generator generator:
                value.Pointer = generator.Handle.DangerousGetHandle();
                return;
            case long[] list:
                list.CopyTo(new Span<long>(scratch, list.Length));
                value.Length = list.Length;
                break;
            case double[] list:
                list.CopyTo(new Span<double>(scratch, list.Length));
                value.Length = list.Length;
                break;
            case bool[] list:
                for (var i = 0; i < list.Length; i++)
                {
                    scratch[i] = list[i] ? 1 : 0;
                }

                value.Length = list.Length;
                break;
            case string text:
                value.Length = System.Text.Encoding.ASCII.GetBytes(text, new Span<byte>(scratch, text.Length));
                break;
            case IReadOnlyList<torch.Tensor?> tensors:
                for (var i = 0; i < tensors.Count; i++)
                {
                    scratch[i] = tensors[i]?.BorrowedHandle ?? 0;
                }

                value.Length = tensors.Count;
                break;
        }

        value.Pointer = (nint)scratch;
    }

    internal void Release(int item = 0)
    {
        switch (Tag)
        {
            case Tag.Tensor:
                Tensor!.ReleaseReference();
                break;
            case Tag.TensorList:
                Tensors![item]?.ReleaseReference();
                break;
            case Tag.Generator:
                ((torch.Generator)reference!).Handle.DangerousRelease();
                break;
            default:
                break;
        }
    }

    internal string Describe() => Tag switch
    {
        Tag.None => "none",
        Tag.Tensor => Tensor!.Describe(),
        Tag.TensorList => "[" + string.Join(", ", Tensors!.Select(t => t?.Describe() ?? "none")) + "]",
        Tag.Int => bits.ToString(),
        Tag.Double => BitConverter.Int64BitsToDouble(bits).ToString("R"),
        Tag.Bool => bits != 0 ? "true" : "false",
        Tag.IntList => "[" + string.Join(", ", (long[])reference!) + "]",
        Tag.Device or Tag.String => (string)reference!,
        _ => Tag.ToString(),
    };
}
