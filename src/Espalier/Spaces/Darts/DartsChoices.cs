using Espalier.Kernels;

namespace Espalier.Spaces.Darts;

/// <summary>
/// What a space on DARTS' topology has of its own: its name, the operations that an edge chooses from, and how each is built. All the rest
/// (wiring, genotype text, derivation, drawing, prices) is shared.
/// </summary>
public sealed class DartsChoices
{
    /// <summary>No connection: zeros. Part of every such relaxation, left out by the derivation of a discrete cell.</summary>
    internal const string None = "none";

    private readonly Builder build;

    /// <summary>The choices of a space.</summary>
    /// <param name="space">The space's name, which its genotypes bear.</param>
    /// <param name="all">The operations in the order of the columns of a relaxation, <see cref="None"/> among them.</param>
    /// <param name="build">What makes an operation.</param>
    internal DartsChoices(string space, IEnumerable<string> all, Builder build)
    {
        (Space, All, this.build) = (space, Array.AsReadOnly([.. all]), build);
        Derivable = [.. Enumerable.Range(0, All.Count).Where(column => All[column] != None)];
    }

    /// <summary>Makes an operation that keeps the number of channels; null for the one that gives zeros.</summary>
    internal delegate Module<Tensor, Tensor>? Builder(string operation, int channels, int stride, BlockForm form, KernelPath kernels);

    /// <summary>The name of the space.</summary>
    public string Space { get; }

    /// <summary>The operations in order: the index of a name is its column in the architecture parameters.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>The columns that a derivation may choose: all but that of <c>none</c>.</summary>
    internal IReadOnlyList<int> Derivable { get; }

    /// <summary>The column of an operation, or -1 for a name that is none of the space.</summary>
    public int IndexOf(string operation)
    {
        for (var index = 0; index < All.Count; index++)
        {
            if (string.Equals(All[index], operation, StringComparison.Ordinal))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>
    /// The operation that a misspelt name most likely means: one that begins with it, else the one that takes the fewest letter edits to
    /// reach; the first in order on a tie.
    /// </summary>
    public string Nearest(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var begun = name.Length == 0 ? null : All.FirstOrDefault(known => known.StartsWith(name, StringComparison.Ordinal));
        return begun ?? All.MinBy(known => EditDistance(name, known))!;
    }

    /// <summary>An operation at stride 1 or 2; null for <c>none</c>.</summary>
    internal Module<Tensor, Tensor>? Build(string operation, int channels, int stride, BlockForm form, KernelPath kernels) =>
        build(operation, channels, stride, form, kernels);

    private static int EditDistance(string from, string to)
    {
        // Beyond this length no name is near, and the cost stays bounded for hostile text.
        const int Longest = 64;
        var source = from.AsSpan(0, Math.Min(from.Length, Longest));
        Span<int> row = stackalloc int[to.Length + 1];
        for (var column = 0; column < row.Length; column++)
        {
            row[column] = column;
        }

        for (var line = 0; line < source.Length; line++)
        {
            var diagonal = row[0];
            row[0] = line + 1;
            for (var column = 1; column < row.Length; column++)
            {
                var replaced = diagonal + (source[line] == to[column - 1] ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.Min(replaced, Math.Min(diagonal, row[column - 1]) + 1);
            }
        }

        return row[^1];
    }
}
