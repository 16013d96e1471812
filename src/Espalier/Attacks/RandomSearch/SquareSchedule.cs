namespace Espalier.Attacks.RandomSearch;

/// <summary>How large a share of an image the squares of the Square attack change, query by query.</summary>
internal static class SquareSchedule
{
    // p of the paper, and after how many of 10,000 queries it halves.
    private const double First = 0.8;
    private const int Queries = 10_000;
    private static readonly int[] Halvings = [10, 50, 200, 500, 1000, 2000, 4000, 6000, 8000];

    /// <summary>The share at a query.</summary>
    /// <param name="query">From 0.</param>
    /// <param name="queries">How many there are in all: the schedule is stretched to them.</param>
    internal static double Share(int query, int queries)
    {
        var place = (long)query * Queries / queries;
        return First / (1 << Halvings.Count(halving => place > halving));
    }

    /// <summary>The side of a square with this share of an image, at least <paramref name="least"/> and at most the image's shorter side.</summary>
    internal static int Side(double share, long height, long width, int least)
    {
        var most = Math.Min(height, width);
        var side = Math.Round(Math.Sqrt(share * height * width), MidpointRounding.ToEven);
        return (int)Math.Clamp(side, Math.Min(least, most), most);
    }
}
