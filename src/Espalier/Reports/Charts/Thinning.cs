namespace Espalier.Reports.Charts;

/// <summary>Makes a long curve short enough to draw: means of neighbours.</summary>
internal static class Thinning
{
    private const int Most = 300;

    /// <summary>At most 300 marks without tips.</summary>
    /// <param name="points">In order.</param>
    /// <param name="scale">What values are multiplied by.</param>
    internal static IReadOnlyList<Mark> Of(IReadOnlyList<CurvePoint> points, double scale = 1) =>
    [
        .. points.Chunk(Math.Max(1, (points.Count + Most - 1) / Most)).Select(part =>
            new Mark(part.Average(point => point.X), scale * part.Average(point => point.Y))),
    ];
}
