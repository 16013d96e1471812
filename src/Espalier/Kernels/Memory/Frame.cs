using Espalier.Kernels.Norms;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Memory;

/// <summary>One sample with a border of zeros around it, so that windows at the rim need no conditions.</summary>
/// <param name="Data">The first number of the border's first pixel.</param>
/// <param name="Height">Rows without the border.</param>
/// <param name="Width">Pixels of a row without the border.</param>
/// <param name="Channels">Channels of a pixel.</param>
/// <param name="Border">Pixels of border on each side.</param>
internal readonly unsafe record struct Frame(nint Data, int Height, int Width, int Channels, int Border)
{
    /// <summary>Numbers from one row to the next.</summary>
    internal int RowStep => (Width + (2 * Border)) * Channels;

    /// <summary>Numbers that a frame takes.</summary>
    internal static nint Size(int height, int width, int channels, int border) =>
        (nint)(height + (2 * border)) * (width + (2 * border)) * channels;

    /// <summary>A frame in scratch memory whose border is cleared and whose inside is not.</summary>
    internal static Frame Bordered(Scratch scratch, int height, int width, int channels, int border)
    {
        var frame = new Frame((nint)scratch.Take(Size(height, width, channels, border)), height, width, channels, border);
        frame.ClearBorder();
        return frame;
    }

    /// <summary>One sample of maps as it is, without a border.</summary>
    internal static Frame Of(Maps maps, int sample) => new((nint)maps.Sample(sample), maps.Height, maps.Width, maps.Channels, 0);

    /// <summary>Some rows of one sample of maps after ReLU, with a border; the others are anything.</summary>
    internal static Frame OfRelu(Maps maps, int sample, RowRange some, int border, RowKernels rows, Scratch scratch)
    {
        var frame = Bordered(scratch, maps.Height, maps.Width, maps.Channels, border);
        var from = maps.Row(sample, some.Begin);
        var count = maps.Width * maps.Channels;
        for (var row = some.Begin; row < some.End; row++, from += count)
        {
            rows.Relu(frame.Row(row), from, count);
        }

        return frame;
    }

    /// <summary>Some rows of one sample of maps after a batch norm and ReLU, with a border; the others are anything.</summary>
    internal static Frame OfNormRelu(
        Maps maps, int sample, RowRange some, FusedNorm norm, int border, RowKernels rows, Scratch scratch)
    {
        var frame = Bordered(scratch, maps.Height, maps.Width, maps.Channels, border);
        var from = maps.Row(sample, some.Begin);
        for (var row = some.Begin; row < some.End; row++, from += maps.Width * maps.Channels)
        {
            rows.ScaleRelu(frame.Row(row), from, norm.Scale, norm.Shift, maps.Width, maps.Channels);
        }

        return frame;
    }

    /// <summary>The first pixel of a row, without the border.</summary>
    internal float* Row(int row) => (float*)Data + ((row + Border) * (nint)RowStep) + (Border * Channels);

    private void ClearBorder()
    {
        if (Border == 0)
        {
            return;
        }

        var rim = (Border * RowStep) + (Border * Channels);
        Clear((float*)Data, rim);
        for (var row = 0; row < Height - 1; row++)
        {
            Clear(Row(row) + (Width * Channels), 2 * Border * Channels);
        }

        Clear(Row(Height - 1) + (Width * Channels), rim);

        static void Clear(float* start, int count) => new Span<float>(start, count).Clear();
    }
}
