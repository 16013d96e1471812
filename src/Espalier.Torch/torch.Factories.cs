using System.Runtime.CompilerServices;
using Espalier.Torch.Interop;

namespace Espalier.Torch;

/// <summary>The order of a tensor's elements in memory; the numbers are libtorch's.</summary>
public enum memory_format
{
    /// <summary>Row-major: the last dimension is the fastest.</summary>
    contiguous_format = 0,

    /// <summary>As the source has it.</summary>
    preserve_format = 1,

    /// <summary>[N, C, H, W] stored as N, H, W, C: the channels of a pixel lie together.</summary>
    channels_last = 2,
}

public static partial class torch
{
    /// <summary>Memory of a shape, not initialised.</summary>
    public static Tensor empty(
        long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, memory_format? format = null) =>
        Dispatcher.Call(
            "aten::empty.memory_format",
            size,
            dtype,
            Argument.None,
            device,
            Argument.None,
            format is { } given ? (long)given : Argument.None)
        .With(requires_grad);

    /// <summary>Zeros.</summary>
    public static Tensor zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Dispatcher.Call("aten::zeros", size, dtype, Argument.None, device).With(requires_grad);

    /// <summary>Ones.</summary>
    public static Tensor ones(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Dispatcher.Call("aten::ones", size, dtype, Argument.None, device).With(requires_grad);

    /// <summary>One value everywhere.</summary>
    public static Tensor full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Dispatcher.Call("aten::full", size, value, dtype, Argument.None, device).With(requires_grad);

    /// <summary>The identity matrix [n, n].</summary>
    public static Tensor eye(long rows, ScalarType? dtype = null, Device? device = null) =>
        Dispatcher.Call("aten::eye", rows, dtype, Argument.None, device);

    /// <summary>The integers from <paramref name="start"/> up to, not including, <paramref name="stop"/>.</summary>
    public static Tensor arange(long start, long stop, ScalarType? dtype = null, Device? device = null) =>
        Dispatcher.Call("aten::arange.start", (Scalar)start, (Scalar)stop, dtype, Argument.None, device);

    /// <summary>Uniform numbers on [0, 1).</summary>
    public static Tensor rand(
        long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Dispatcher.Call("aten::rand.generator", size, generator, dtype, Argument.None, device).With(requires_grad);

    /// <summary>Normal numbers of mean 0 and variance 1.</summary>
    public static Tensor randn(
        long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Dispatcher.Call("aten::randn.generator", size, generator, dtype, Argument.None, device).With(requires_grad);

    /// <summary>Integers on [0, <paramref name="high"/>).</summary>
    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, Generator? generator = null) =>
        Dispatcher.Call("aten::randint.generator", high, size, generator, dtype ?? ScalarType.Int64, Argument.None, device);

    /// <summary>The integers below <paramref name="n"/> in random order.</summary>
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, Generator? generator = null) =>
        Dispatcher.Call("aten::randperm.generator", n, generator, dtype ?? ScalarType.Int64, Argument.None, device);

    /// <summary>A tensor with one element and no dimensions.</summary>
    public static Tensor tensor(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Dispatcher.Call(
            "aten::scalar_tensor", value, dtype ?? (value.IsInteger ? ScalarType.Int64 : ScalarType.Float32), Argument.None, device)
        .With(requires_grad);

    /// <summary>A copy of elements with the given sizes, in row-major order.</summary>
    /// <exception cref="ArgumentException">The sizes do not multiply to the array's length.</exception>
    public static Tensor tensor<T>(
        ReadOnlySpan<T> rawArray, ReadOnlySpan<long> dimensions, Device? device = null, bool requires_grad = false)
        where T : unmanaged
    {
        using var scope = NewDisposeScope();
        var sizes = dimensions.ToArray();
        var expected = sizes.Aggregate(1L, (product, size) => product * size);
        if (expected != rawArray.Length)
        {
            throw new ArgumentException($"{rawArray.Length} elements do not fill [{string.Join(", ", sizes)}]", nameof(dimensions));
        }

        var made = empty(sizes, ScalarTypeExtensions.Of<T>());
        rawArray.CopyTo(made.storage<T>());
        return (device is null or { type: DeviceType.CPU } ? made : made.to(device)).With(requires_grad).MoveToOuterDisposeScope();
    }

    /// <summary>A copy of an array as a vector, or with the given sizes in row-major order.</summary>
    /// <exception cref="ArgumentException">The sizes do not multiply to the array's length.</exception>
    [OverloadResolutionPriority(1)]
    public static Tensor tensor<T>(T[] rawArray, long[]? dimensions = null, Device? device = null, bool requires_grad = false)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        return tensor<T>(rawArray.AsSpan(), dimensions ?? [rawArray.LongLength], device, requires_grad);
    }

    /// <summary>Joins tensors along a dimension they have.</summary>
    public static Tensor cat(IReadOnlyList<Tensor> tensors, long dim = 0) => Dispatcher.Call("aten::cat", Argument.List(tensors), dim);

    /// <summary>Joins tensors of one shape along a new dimension.</summary>
    public static Tensor stack(IReadOnlyList<Tensor> tensors, long dim = 0) => Dispatcher.Call("aten::stack", Argument.List(tensors), dim);

    /// <summary>One tensor's elements where the condition holds, the other's elsewhere.</summary>
    public static Tensor where(Tensor condition, Tensor x, Tensor y) => Dispatcher.Call("aten::where.self", condition, x, y);

    /// <summary>Whether two tensors have the same shape and the same elements.</summary>
    public static bool equal(Tensor left, Tensor right) => Dispatcher.Number("aten::equal", left, right).ToInt64() != 0;

    /// <summary>Whether two tensors agree within <c>atol + rtol * |right|</c>.</summary>
    public static bool allclose(Tensor left, Tensor right, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
        Dispatcher.Number("aten::allclose", left, right, rtol, atol, equal_nan).ToInt64() != 0;

    private static Tensor With(this Tensor made, bool requires_grad)
    {
        try
        {
            return requires_grad ? made.requires_grad_() : made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }
}
