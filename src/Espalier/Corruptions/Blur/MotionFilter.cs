namespace Espalier.Corruptions.Blur;

/// <summary>Drags a plane along a line, as a camera that moves does.</summary>
internal static class MotionFilter
{
    /// <summary>
    /// Half a normal distribution along a line that begins at the pixel: 2 radius + 1 places a pixel apart, each rounded to the nearest pixel; beyond
    /// the border lies the pixel at the border.
    /// </summary>
    /// <remarks>As ImageMagick drags, which the authors used; to our knowledge, since that is documented in its code alone.</remarks>
    /// <param name="plane">What is dragged.</param>
    /// <param name="radius">Half the number of places, at least 0.</param>
    /// <param name="deviation">Of the distribution, in pixels, above 0.</param>
    /// <param name="degrees">The line's direction; 0 is to the right, 90 down.</param>
    internal static Plane Drag(Plane plane, int radius, double deviation, double degrees)
    {
        var (down, right) = Math.SinCos(degrees * Math.PI / 180);
        var weights = Enumerable.Range(0, (2 * radius) + 1).Select(step => Math.Exp(-0.5 * step * step / (deviation * deviation))).ToArray();
        var sum = weights.Sum();
        return LinearFilter.Taps(
            plane,
            [.. weights.Select((weight, step) => (Nearest(step * down), Nearest(step * right), weight / sum))],
            Border.Nearest);

        static int Nearest(double place) => (int)Math.Ceiling(place - 0.5);
    }
}
