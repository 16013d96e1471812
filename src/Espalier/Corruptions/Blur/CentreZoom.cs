namespace Espalier.Corruptions.Blur;

/// <summary>Enlarges the middle of a plane to the plane's size.</summary>
internal static class CentreZoom
{
    /// <summary>Enlarges, by linear interpolation between the corners of what is cut out.</summary>
    /// <param name="plane">The whole.</param>
    /// <param name="factor">At least 1.</param>
    internal static Plane Of(Plane plane, double factor)
    {
        var (rows, columns) = (new Cut(plane.Height, factor), new Cut(plane.Width, factor));
        return plane.Made((row, column) => plane.Between(rows.Source(row), columns.Source(column), Border.Nearest));
    }

    /// <summary>One direction: what is cut out is enlarged to some more pixels than are wanted, of which the middle ones stay.</summary>
    private readonly struct Cut
    {
        private readonly int first;
        private readonly int trimmed;
        private readonly double scale;

        internal Cut(int length, double factor)
        {
            var kept = (int)Math.Ceiling(length / factor);
            var enlarged = (int)Math.Round(kept * factor);
            first = (length - kept) / 2;
            trimmed = (enlarged - length) / 2;
            scale = enlarged > 1 ? (kept - 1.0) / (enlarged - 1) : 0;
        }

        internal double Source(int place) => first + ((place + trimmed) * scale);
    }
}
