using Espalier.Catalog;

namespace Espalier.Corruptions.Digital;

/// <summary>What is left after an image was stored as JPEG of a low quality.</summary>
/// <remarks>
/// Baseline JPEG as ITU-T T.81 has it, without its last step, which loses nothing: levels of 8 bits, colours as brightness and two differences
/// (JFIF) of half the size, tables of annex K scaled as the Independent JPEG Group does. Decoders differ by a level here and there, and so may
/// this one.
/// Images of three planes are taken as colour, others plane by plane as grey.
/// </remarks>
[Method(
    "jpeg-compression",
    Paper = "Hendrycks and Dietterich, Benchmarking Neural Network Robustness to Common Corruptions and Perturbations, arXiv 1903.12261",
    Year = 2019,
    Summary = "JPEG of quality 80 to 40")]
public sealed class JpegCompression : Corruption
{
    private const int Levels = 255;
    private static readonly int[] Qualities = [80, 65, 58, 50, 40];

    /// <inheritdoc/>
    public override CorruptionFamily Family => CorruptionFamily.Digital;

    /// <summary>Stores and reads at a quality.</summary>
    /// <param name="picture">Stays as it is.</param>
    /// <param name="quality">1 to 100.</param>
    internal static Picture At(Picture picture, int quality)
    {
        var bright = JpegBlocks.At(JpegBlocks.Luminance, quality);
        return picture.Channels == 3
            ? Coloured(picture, bright, JpegBlocks.At(JpegBlocks.Chrominance, quality))
            : picture.MapPlanes(plane => Shares(JpegBlocks.Rounded(ToLevels(plane), bright)));
    }

    private protected override Picture Corrupt(Picture picture, int level, SeededRandom random) => At(picture, Qualities[level]);

    private static Picture Coloured(Picture picture, int[] bright, int[] colour)
    {
        var (red, green, blue) = (LevelsOf(0), LevelsOf(1), LevelsOf(2));
        var y = JpegBlocks.Rounded(Mixed(0.299, 0.587, 0.114, 0), bright);
        var cb = Full(JpegBlocks.Rounded(Halved(Mixed(-0.168735892, -0.331264108, 0.5, 128)), colour));
        var cr = Full(JpegBlocks.Rounded(Halved(Mixed(0.5, -0.418687589, -0.081312411, 128)), colour));
        var made = picture.Blank();
        Write(0, (row, column) => y[row, column] + (1.402 * (cr[row, column] - 128)));
        Write(1, (row, column) => y[row, column] - (0.344136286 * (cb[row, column] - 128)) - (0.714136286 * (cr[row, column] - 128)));
        Write(2, (row, column) => y[row, column] + (1.772 * (cb[row, column] - 128)));
        return made;

        Plane LevelsOf(int channel) => ToLevels(new Plane(picture.Height, picture.Width, picture.Plane(channel).ToArray()));

        Plane Mixed(double r, double g, double b, double middle) => red.Made((row, column) =>
            (float)Math.Clamp(Math.Round((r * red[row, column]) + (g * green[row, column]) + (b * blue[row, column]) + middle), 0, Levels));

        Plane Full(Plane half) => y.Made((row, column) => (float)Math.Round(half.Between((row - 0.5) / 2, (column - 0.5) / 2, Border.Nearest)));

        void Write(int channel, Func<int, int, double> level) =>
            Shares(y.Made((row, column) => (float)Math.Clamp(Math.Round(level(row, column)), 0, Levels))).Values.CopyTo(made.Plane(channel));
    }

    /// <summary>The mean of every four pixels.</summary>
    private static Plane Halved(Plane plane) => new Plane((plane.Height + 1) / 2, (plane.Width + 1) / 2).Made((row, column) => (float)Math.Round(
        (plane.At(2 * row, 2 * column, Border.Nearest) + plane.At((2 * row) + 1, 2 * column, Border.Nearest)
            + plane.At(2 * row, (2 * column) + 1, Border.Nearest) + plane.At((2 * row) + 1, (2 * column) + 1, Border.Nearest)) / 4));

    private static Plane ToLevels(Plane plane) => plane with { Values = Array.ConvertAll(plane.Values, value => MathF.Round(value * Levels)) };

    private static Plane Shares(Plane levels) => levels with { Values = Array.ConvertAll(levels.Values, level => level / Levels) };
}
