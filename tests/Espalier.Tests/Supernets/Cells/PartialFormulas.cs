namespace Espalier.Tests.Supernets.Cells;

/// <summary>The formulas of partial channels in plain tensor operations, channel by channel and window by window.</summary>
internal static class PartialFormulas
{
    /// <summary>Channel j of group i, of <paramref name="groups"/>, becomes channel i of group j.</summary>
    internal static Tensor Shuffle(Tensor state, int groups)
    {
        var each = (int)state.size(1) / groups;
        return cat([.. from j in Enumerable.Range(0, each) from i in Enumerable.Range(0, groups) select state.narrow(1, (i * each) + j, 1)], 1);
    }

    /// <summary>The maximum of windows of 2x2, those at an odd end being smaller.</summary>
    internal static Tensor Halved(Tensor state)
    {
        var (height, width) = ((int)state.size(2), (int)state.size(3));
        return cat([.. Starts(height).Select(top => cat([.. Starts(width).Select(left => Largest(top, left))], 3))], 2);

        Tensor Largest(int top, int left) => state
            .slice(2, top, Math.Min(top + 2, height), 1)
            .slice(3, left, Math.Min(left + 2, width), 1)
            .max(3, keepdim: true).values
            .max(2, keepdim: true).values;

        static IEnumerable<int> Starts(int size) => Enumerable.Range(0, (size + 1) / 2).Select(place => 2 * place);
    }

    /// <summary>An edge: the first of K groups through the mixture, the others past it, both side by side, shuffled.</summary>
    internal static Tensor Edge(Tensor state, int groups, int stride, Func<Tensor, Tensor> mixed)
    {
        var each = state.size(1) / groups;
        var others = state.narrow(1, each, state.size(1) - each);
        return Shuffle(cat([mixed(state.narrow(1, 0, each)), stride == 1 ? others : Halved(others)], 1), groups);
    }
}
