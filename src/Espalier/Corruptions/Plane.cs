namespace Espalier.Corruptions;

/// <summary>What lies beyond the border of a plane.</summary>
internal enum Border
{
    /// <summary>The pixel at the border again: a a | a b c | c c.</summary>
    Nearest,

    /// <summary>A mirror image in which the border is there twice: b a | a b c | c b.</summary>
    Mirror,

    /// <summary>A mirror image in which the border is there once: c b | a b c | b a.</summary>
    MirrorOnce,
}

/// <summary>Height x width values, row by row: a plane of a picture, or a field that belongs to it.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Values">Row by row; may be changed in place.</param>
internal readonly record struct Plane(int Height, int Width, float[] Values)
{
    /// <summary>Zeros.</summary>
    internal Plane(int height, int width)
        : this(height, width, new float[height * width])
    {
    }

    /// <summary>A value within the plane.</summary>
    internal ref float this[int row, int column] => ref Values[(row * Width) + column];

    /// <summary>Every value drawn, row by row.</summary>
    internal static Plane Drawn(int height, int width, Func<double> draw)
    {
        var plane = new Plane(height, width);
        foreach (ref var value in plane.Values.AsSpan())
        {
            value = (float)draw();
        }

        return plane;
    }

    /// <summary>A value that may lie beyond the border.</summary>
    internal float At(int row, int column, Border border) => this[Inside(row, Height, border), Inside(column, Width, border)];

    /// <summary>The value between four pixels, by linear interpolation.</summary>
    internal float Between(double row, double column, Border border)
    {
        var (top, left) = ((int)Math.Floor(row), (int)Math.Floor(column));
        var (down, right) = (row - top, column - left);
        var above = ((1 - right) * At(top, left, border)) + (right * At(top, left + 1, border));
        var below = ((1 - right) * At(top + 1, left, border)) + (right * At(top + 1, left + 1, border));
        return (float)(((1 - down) * above) + (down * below));
    }

    /// <summary>A plane of this size, each of whose values is made for its place.</summary>
    internal Plane Made(Func<int, int, float> value)
    {
        var made = new Plane(Height, Width);
        for (var row = 0; row < Height; row++)
        {
            for (var column = 0; column < Width; column++)
            {
                made[row, column] = value(row, column);
            }
        }

        return made;
    }

    private static int Inside(int place, int length, Border border)
    {
        if ((uint)place < (uint)length)
        {
            return place;
        }

        if (border == Border.Nearest || length == 1)
        {
            return Math.Clamp(place, 0, length - 1);
        }

        var period = border == Border.Mirror ? 2 * length : (2 * length) - 2;
        var within = ((place % period) + period) % period;
        return within < length ? within : period - within - (border == Border.Mirror ? 1 : 0);
    }
}
