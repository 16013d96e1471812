namespace Espalier.Corruptions.Digital;

/// <summary>
/// What JPEG does to a plane: the cosine transform of blocks of 8 x 8, coefficients rounded to multiples, and back (ITU-T T.81, annexes A and K).
/// </summary>
internal static class JpegBlocks
{
    private const int Side = 8;

    /// <summary>Multiples for brightness at quality 50 (T.81, table K.1), row by row.</summary>
    internal static readonly int[] Luminance =
    [
        16, 11, 10, 16, 24, 40, 51, 61,
        12, 12, 14, 19, 26, 58, 60, 55,
        14, 13, 16, 24, 40, 57, 69, 56,
        14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77,
        24, 35, 55, 64, 81, 104, 113, 92,
        49, 64, 78, 87, 103, 121, 120, 101,
        72, 92, 95, 98, 112, 100, 103, 99,
    ];

    /// <summary>Multiples for colour at quality 50 (T.81, table K.2).</summary>
    internal static readonly int[] Chrominance =
    [
        17, 18, 24, 47, 99, 99, 99, 99,
        18, 21, 26, 66, 99, 99, 99, 99,
        24, 26, 56, 99, 99, 99, 99, 99,
        47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
    ];

    // Row: frequency; column: place. Orthonormal, so its transpose goes back.
    private static readonly double[,] Cosines = Transform();

    /// <summary>The multiples at another quality, by the rule that all encoders took over from the Independent JPEG Group's.</summary>
    /// <param name="table">Those at quality 50.</param>
    /// <param name="quality">1 to 100.</param>
    internal static int[] At(int[] table, int quality)
    {
        var percent = quality < 50 ? 5000 / quality : 200 - (2 * quality);
        return Array.ConvertAll(table, multiple => Math.Clamp(((multiple * percent) + 50) / 100, 1, 255));
    }

    /// <summary>Encodes and decodes.</summary>
    /// <param name="plane">Levels 0 to 255; beyond the border the last row and column are repeated to whole blocks.</param>
    /// <param name="multiples">64, row by row.</param>
    /// <returns>Whole levels, 0 to 255.</returns>
    internal static Plane Rounded(Plane plane, int[] multiples)
    {
        var made = new Plane(plane.Height, plane.Width);
        var block = new double[Side, Side];
        for (var top = 0; top < plane.Height; top += Side)
        {
            for (var left = 0; left < plane.Width; left += Side)
            {
                Fill(block, (row, column) => plane.At(top + row, left + column, Border.Nearest) - 128);
                var frequencies = Product(Product(Cosines, block, false), Cosines, true);
                Fill(block, (row, column) =>
                {
                    var multiple = multiples[(row * Side) + column];
                    return Math.Round(frequencies[row, column] / multiple) * multiple;
                });
                var back = Product(Product(Transposed(), block, false), Cosines, false);
                for (var row = 0; row < Math.Min(Side, plane.Height - top); row++)
                {
                    for (var column = 0; column < Math.Min(Side, plane.Width - left); column++)
                    {
                        made[top + row, left + column] = (float)Math.Clamp(Math.Round(back[row, column]) + 128, 0, 255);
                    }
                }
            }
        }

        return made;
    }

    private static void Fill(double[,] block, Func<int, int, double> value)
    {
        for (var row = 0; row < Side; row++)
        {
            for (var column = 0; column < Side; column++)
            {
                block[row, column] = value(row, column);
            }
        }
    }

    private static double[,] Product(double[,] left, double[,] right, bool transposed)
    {
        var product = new double[Side, Side];
        Fill(product, (row, column) =>
        {
            var sum = 0.0;
            for (var i = 0; i < Side; i++)
            {
                sum += left[row, i] * (transposed ? right[column, i] : right[i, column]);
            }

            return sum;
        });
        return product;
    }

    private static double[,] Transposed()
    {
        var transposed = new double[Side, Side];
        Fill(transposed, (row, column) => Cosines[column, row]);
        return transposed;
    }

    private static double[,] Transform()
    {
        var cosines = new double[Side, Side];
        Fill(cosines, (frequency, place) =>
            Math.Sqrt((frequency == 0 ? 1.0 : 2.0) / Side) * Math.Cos(((2 * place) + 1) * frequency * Math.PI / (2 * Side)));
        return cosines;
    }
}
