namespace Espalier.Spaces;

/// <summary>
/// Genotypes of a cell space as rows of numbers, one for each way that an input may take through a cell: the operations passed, in their order.
/// 1 where the cell has that way, else 0. Cells that compute the same in another numbering of nodes have the same row.
/// </summary>
/// <remarks>
/// White, Neiswanger and Savani, "BANANAS", arXiv 1910.11858. An edge without connection leads nowhere, so no way goes over it. The number of ways
/// grows with the power of their length, so the longest are left out, all of a length alike, where a row would become too wide; the paper shows
/// that long ways say little.
/// </remarks>
public sealed class PathEncoding
{
    // The field's word, in every cell space here, for an edge that gives zeros.
    private const string NoConnection = "none";
    private readonly ICellSpace space;
    private readonly int[] digits;
    private readonly Dictionary<(int Input, int Length), int> starts = [];
    private readonly int widthOfKind;

    /// <summary>The encoding of a space.</summary>
    /// <param name="space">The space.</param>
    /// <param name="most">How wide a row may be, at least 1; ways of one operation are always there. Default 2000.</param>
    public PathEncoding(ICellSpace space, int most = 2000)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        this.space = space;
        digits = [.. Enumerable.Repeat(-1, space.Operations.Count)];
        int[] leading = [.. space.Derivable.Where(operation => space.Operations[operation] != NoConnection)];
        foreach (var (digit, operation) in leading.Index())
        {
            digits[operation] = digit;
        }

        Base = leading.Length;
        var lengths = Lengths();
        for (var length = 1; lengths.Any(way => way.Length == length); length++)
        {
            var (inputs, each) = (lengths.Count(way => way.Length == length), Math.Pow(Base, length));
            if (length > 1 && (widthOfKind + (inputs * each)) * space.CellKinds.Count > most)
            {
                break;
            }

            foreach (var way in lengths.Where(way => way.Length == length).Order())
            {
                starts.Add(way, widthOfKind);
                widthOfKind += (int)each;
            }
        }
    }

    /// <summary>How many numbers a row has.</summary>
    public int Width => widthOfKind * space.CellKinds.Count;

    /// <summary>How many operations a way can be made of.</summary>
    private int Base { get; }

    /// <summary>The row of a genotype.</summary>
    public double[] Of(Genotype genotype)
    {
        var row = new double[Width];
        for (var kind = 0; kind < space.CellKinds.Count; kind++)
        {
            var edges = space.Path(genotype, kind)
                .Where(place => digits[place.Operation] >= 0)
                .ToLookup(place => space.Edges[place.Edge].Node, place => (space.Edges[place.Edge].Source, Digit: digits[place.Operation]));
            foreach (var output in space.Outputs)
            {
                Mark(row.AsSpan(kind * widthOfKind, widthOfKind), edges, output, 0, 0, 1);
            }
        }

        return row;
    }

    /// <summary>Goes back from a node: the operations behind it are the lower digits of a way's number.</summary>
    private void Mark(Span<double> row, ILookup<int, (int Source, int Digit)> edges, int node, int length, int number, int unit)
    {
        foreach (var (source, digit) in edges[node])
        {
            var passed = number + (digit * unit);
            if (source >= space.Inputs)
            {
                Mark(row, edges, source - space.Inputs, length + 1, passed, unit * Base);
            }
            else if (starts.TryGetValue((source, length + 1), out var start))
            {
                row[start + passed] = 1;
            }
        }
    }

    /// <summary>From which inputs ways of which lengths lead to an output.</summary>
    private HashSet<(int Input, int Length)> Lengths()
    {
        var found = new HashSet<(int, int)>();
        var open = new Queue<(int Node, int Length)>(space.Outputs.Select(output => (output, 0)));
        var seen = new HashSet<(int, int)>(open);
        while (open.TryDequeue(out var place))
        {
            foreach (var edge in space.Edges.Where(edge => edge.Node == place.Node))
            {
                var length = place.Length + 1;
                if (edge.Source < space.Inputs)
                {
                    found.Add((edge.Source, length));
                }
                else if (seen.Add((edge.Source - space.Inputs, length)))
                {
                    open.Enqueue((edge.Source - space.Inputs, length));
                }
            }
        }

        return found;
    }
}
