using System.Runtime.InteropServices;

namespace Espalier.Torch.Interop;

/// <summary>What a <see cref="NativeValue"/> holds; the numbers are those of <c>esp_tag</c>.</summary>
internal enum Tag
{
    None,
    Tensor,
    Int,
    Double,
    Bool,
    IntList,
    DoubleList,
    BoolList,
    TensorList,
    String,
    Device,
    Generator,
}

/// <summary>An argument or a result as it crosses the border (<c>esp_value</c>).</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct NativeValue
{
    [FieldOffset(0)]
    internal Tag Tag;

    [FieldOffset(4)]
    internal int Length;

    [FieldOffset(8)]
    internal long Integer;

    [FieldOffset(8)]
    internal double Number;

    [FieldOffset(8)]
    internal nint Pointer;
}

/// <summary>What a tensor is (<c>esp_tensor_info</c>); the pointers hold while the tensor lives.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TensorInfo
{
    internal long Dimensions;
    internal long* Sizes;
    internal long* Strides;
    internal void* Data;
    internal long Elements;
    internal int ScalarType;
    internal int DeviceType;
    internal int DeviceIndex;
    internal int RequiresGrad;
    internal int IsLeaf;
    internal int IsContiguous;
    internal int IsChannelsLast;
}
