using System.Globalization;

namespace Espalier.Attacks;

/// <summary>
/// How far and in which steps inputs are perturbed. All lengths are in pixel units, images being 0 to 1.
/// </summary>
public sealed record AttackSettings
{
    /// <summary>The radius that the authors of E2RNAS (arXiv 2011.09820) train and attack with: 2/255.</summary>
    public const double DefaultEpsilon = 2.0 / 255;

    /// <summary>The Euclidean radius that RobustBench (arXiv 2010.09670) attacks images of 32 x 32 pixels with: 0.5.</summary>
    public const double DefaultEuclideanEpsilon = 0.5;

    internal const int MostSteps = 10_000;
    /// <summary>The most restarts that may be asked for.</summary>
    public const int MostRestarts = 1_000;

    // The diagonal of 100 x 100 pixels: enough for every image that is attacked here, and below 255.
    internal const double MostEuclideanEpsilon = 100;

    /// <summary>What <see cref="Epsilon"/> and <see cref="StepSize"/> measure. Default <see cref="Norm.Linf"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="Epsilon"/> is too large for this norm.</exception>
    public Norm Norm
    {
        get;
        init => field = Epsilon <= value.MostEpsilon()
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Norm), value, $"epsilon {Epsilon} is above {value.MostEpsilon()}");
    }

    /// <summary>
    /// The radius of the ball around each image. Pixel units, 0 to 1, default <see cref="DefaultEpsilon"/>; up to 100 where
    /// <see cref="Norm"/> was set to l2 before.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside that range or not a number.</exception>
    public double Epsilon
    {
        get;
        init => field = value >= 0 && value <= Norm.MostEpsilon()
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Epsilon), value, $"0 to {Norm.MostEpsilon()} in pixel units is needed, e.g. 8/255");
    }

    = DefaultEpsilon;

    /// <summary>
    /// Gradient steps (replays of a batch, for free training; queries, for an attack without gradients), 1 to 10,000; null leaves it to the
    /// method.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 1-10,000.</exception>
    public int? Steps
    {
        get;
        init => field = value is null or (>= 1 and <= MostSteps)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Steps), value, $"1 to {MostSteps} steps are needed");
    }

    /// <summary>
    /// The length of one step, of the first one where they shrink. Pixel units, above 0 to 200 (twice the largest ball); null leaves it to the
    /// method.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range or not a number.</exception>
    public double? StepSize
    {
        get;
        init => field = value is null or (> 0 and <= 2 * MostEuclideanEpsilon)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(StepSize), value, "above 0 and at most 200 in pixel units is needed");
    }

    /// <summary>Whether an attack begins at a uniformly drawn point of the ball instead of at the image. Default no.</summary>
    public bool RandomStart { get; init; }

    /// <summary>
    /// How often the attack is run on an image that stands, 1 to 1,000; from the second time on from a random start. Default 1. Methods
    /// without random starts run once.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 1-1,000.</exception>
    public int Restarts
    {
        get;
        init => field = value is >= 1 and <= MostRestarts
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Restarts), value, $"1 to {MostRestarts} restarts are needed");
    }

    = 1;

    /// <summary>Reads a radius as people write it: <c>8/255</c> or <c>0.03</c>.</summary>
    /// <param name="text">A number from 0 to 1 (100 for l2), or a fraction of two numbers that gives one.</param>
    /// <param name="where">What to call the text in the message.</param>
    /// <param name="norm">What it measures.</param>
    /// <returns>Pixel units.</returns>
    /// <exception cref="InvalidInputException">The text is no such number.</exception>
    public static double ParseEpsilon(string text, string where = "epsilon", Norm norm = Norm.Linf)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        var value = parts switch
        {
            [var whole] => Number(whole),
            [var top, var bottom] => Number(top) / Number(bottom),
            _ => double.NaN,
        };
        return value >= 0 && value <= norm.MostEpsilon()
            ? value
            : throw new InvalidInputException(
                $"{where} '{text}'", $"not a number of pixel units from 0 to {norm.MostEpsilon()}", "write for example 8/255 or 0.03");
    }

    private static double Number(string text)
    {
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text.Trim(), Style, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
    }
}
