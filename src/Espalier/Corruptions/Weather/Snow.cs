using Espalier.Catalog;
using Espalier.Corruptions.Blur;

namespace Espalier.Corruptions.Weather;

/// <summary>Flakes, dragged as they fall, over an image that is whitened: once as drawn and once turned by half a turn.</summary>
/// <remarks>
/// The flakes fall at an angle that is even from -135 to -45 degrees, drawn for each image; <see cref="MotionFilter"/> drags them. The authors' cut to 256
/// levels between the steps is not made.
/// </remarks>
[Method(
    "snow",
    Paper = "Hendrycks and Dietterich, Benchmarking Neural Network Robustness to Common Corruptions and Perturbations, arXiv 1903.12261",
    Year = 2019,
    Summary = "falling flakes and a whitened image")]
public sealed class Snow : Corruption
{
    private static readonly Fall[] Levels =
    [
        new(0.1, 0.2, 1, 0.6f, 8, 3, 0.95f),
        new(0.1, 0.2, 1, 0.5f, 10, 4, 0.9f),
        new(0.15, 0.3, 1.75, 0.55f, 10, 4, 0.9f),
        new(0.25, 0.3, 2.25, 0.6f, 12, 6, 0.85f),
        new(0.3, 0.3, 1.25, 0.65f, 14, 12, 0.8f),
    ];

    /// <inheritdoc/>
    public override CorruptionFamily Family => CorruptionFamily.Weather;

    private protected override Picture Corrupt(Picture picture, int level, SeededRandom random)
    {
        var fall = Levels[level];
        var flakes = Flakes(picture, fall, random).Values;
        var grey = picture.Grey().Values;
        var made = picture.Blank();
        for (var channel = 0; channel < picture.Channels; channel++)
        {
            var from = picture.Plane(channel);
            var to = made.Plane(channel);
            for (var i = 0; i < to.Length; i++)
            {
                var white = Math.Max(from[i], (grey[i] * 1.5f) + 0.5f);
                to[i] = (fall.Kept * from[i]) + ((1 - fall.Kept) * white) + flakes[i] + flakes[^(i + 1)];
            }
        }

        return made;
    }

    private static Plane Flakes(Picture picture, Fall fall, SeededRandom random)
    {
        var drawn = Plane.Drawn(picture.Height, picture.Width, () => fall.Mean + (fall.Deviation * random.NextNormal()));
        var large = CentreZoom.Of(drawn, fall.Size);
        var alone = large.Made((row, column) => large[row, column] < fall.Least ? 0 : Math.Min(1, large[row, column]));
        return MotionFilter.Drag(alone, fall.Radius, fall.Length, -135 + (90 * random.NextDouble()));
    }

    /// <summary>How it snows.</summary>
    /// <param name="Mean">Of what flakes are drawn from.</param>
    /// <param name="Deviation">Of the same.</param>
    /// <param name="Size">By how much they are enlarged.</param>
    /// <param name="Least">What is below is no flake.</param>
    /// <param name="Radius">How far a flake is dragged at most.</param>
    /// <param name="Length">The deviation of that.</param>
    /// <param name="Kept">The share of the image that is not whitened.</param>
    private sealed record Fall(double Mean, double Deviation, double Size, float Least, int Radius, double Length, float Kept);
}
