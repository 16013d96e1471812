namespace Espalier.Attacks.Apgd;

/// <summary>When Auto-PGD looks back at its steps.</summary>
internal static class ApgdSchedule
{
    /// <summary>
    /// The numbers of steps after which it looks, ascending: the N p_j rounded up, with p_0 = 0, p_1 = 0.22 and
    /// p_(j+1) = p_j + max(p_j - p_(j-1) - 0.03, 0.06).
    /// </summary>
    /// <param name="steps">N, at least 1.</param>
    internal static IReadOnlyList<int> Checkpoints(int steps)
    {
        // In hundredths, so that nothing is rounded up that is whole.
        const int First = 22;
        const int Shrink = 3;
        const int Least = 6;
        const int Whole = 100;
        var found = new List<int>();
        for (var (share, before) = (First, 0); share <= Whole; (share, before) = (share + Math.Max(share - before - Shrink, Least), share))
        {
            var step = (int)(((long)share * steps + Whole - 1) / Whole);
            if (found.Count == 0 || step > found[^1])
            {
                found.Add(step);
            }
        }

        return found;
    }
}
