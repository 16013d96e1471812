namespace Espalier.Tests.Kernels;

/// <summary>How the numbers of a tensor [N, C, H, W] lie in memory.</summary>
internal enum Layout
{
    /// <summary>Row by row of each channel.</summary>
    Rows,

    /// <summary>Pixel by pixel.</summary>
    Pixels,

    /// <summary>Column by column of each channel.</summary>
    Columns,

    /// <summary>Within a larger tensor.</summary>
    Slice,

    /// <summary>Every second number of a row.</summary>
    Stepped,

    /// <summary>The first sample, for all of them.</summary>
    Repeated,
}

/// <summary>Brings tensors into layouts. What lies between their numbers is not a number.</summary>
internal static class Layouts
{
    internal static Tensor In(this Tensor values, Layout layout) => layout switch
    {
        Layout.Rows => values.contiguous(),
        Layout.Pixels => values.contiguous(memory_format.channels_last),
        Layout.Columns => values.transpose(2, 3).contiguous().transpose(2, 3),
        Layout.Slice => Enumerable.Range(0, 4).Aggregate(
            functional.pad(values, [1, 2, 1, 1, 2, 1, 1, 1], double.NaN), (all, i) => all.narrow(i, i == 1 ? 2 : 1, values.size(i))),
        Layout.Stepped => stack([values, values * double.NaN], -1).flatten(-2).slice(3, 0, 2 * values.size(3), 2),
        _ => values.narrow(0, 0, 1).expand(values.shape),
    };
}
