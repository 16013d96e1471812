using System.Globalization;

namespace Espalier.Attacks;

/// <summary>
/// How far and in which steps inputs are perturbed, in the l-infinity norm. All lengths are in pixel units, images being 0 to 1.
/// </summary>
public sealed record AttackSettings
{
    /// <summary>The radius that the authors of E2RNAS (arXiv 2011.09820) train and attack with: 2/255.</summary>
    public const double DefaultEpsilon = 2.0 / 255;

    internal const int MostSteps = 10_000;

    /// <summary>The radius of the ball around each image. Pixel units, 0 to 1, default <see cref="DefaultEpsilon"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0-1 or not a number.</exception>
    public double Epsilon
    {
        get;
        init => field = value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Epsilon), value, "0 to 1 in pixel units is needed, e.g. 8/255");
    }

    = DefaultEpsilon;

    /// <summary>Gradient steps (replays of a batch, for free training), 1 to 10,000; null leaves it to the method.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 1-10,000.</exception>
    public int? Steps
    {
        get;
        init => field = value is null or (>= 1 and <= MostSteps)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Steps), value, $"1 to {MostSteps} steps are needed");
    }

    /// <summary>The length of one step. Pixel units, above 0 to 2 (twice the largest ball); null leaves it to the method.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range or not a number.</exception>
    public double? StepSize
    {
        get;
        init => field = value is null or (> 0 and <= 2)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(StepSize), value, "above 0 and at most 2 in pixel units is needed");
    }

    /// <summary>Whether an attack begins at a uniformly drawn point of the ball instead of at the image. Default no.</summary>
    public bool RandomStart { get; init; }

    /// <summary>Reads a radius as people write it: <c>8/255</c> or <c>0.03</c>.</summary>
    /// <param name="text">A number from 0 to 1, or a fraction of two numbers that gives one.</param>
    /// <param name="where">What to call the text in the message.</param>
    /// <returns>Pixel units, 0 to 1.</returns>
    /// <exception cref="InvalidInputException">The text is no such number.</exception>
    public static double ParseEpsilon(string text, string where = "epsilon")
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        var value = parts switch
        {
            [var whole] => Number(whole),
            [var top, var bottom] => Number(top) / Number(bottom),
            _ => double.NaN,
        };
        return value is >= 0 and <= 1
            ? value
            : throw new InvalidInputException(
                $"{where} '{text}'", "not a number of pixel units from 0 to 1", "write for example 8/255 or 0.03");
    }

    private static double Number(string text)
    {
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text.Trim(), Style, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
    }
}
