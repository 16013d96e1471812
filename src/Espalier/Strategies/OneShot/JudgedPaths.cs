using Espalier.Strategies.Gradient;
using Espalier.Supernets;

namespace Espalier.Strategies.OneShot;

/// <summary>Paths drawn evenly, and what is known of those that were judged: the best, and how operations did in the mean.</summary>
/// <param name="context">The search.</param>
internal sealed class JudgedPaths(GradientContext context)
{
    /// <summary>What an edge has that a path does not keep.</summary>
    internal const int Left = -1;

    private readonly double[][,] sums = Tables(context.Supernet);
    private readonly double[][,] visits = Tables(context.Supernet);
    private (double Accuracy, double Loss) best = (double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>How many were judged.</summary>
    internal int Count { get; private set; }

    /// <summary>Per kind and edge the operation of the best, or <see cref="Left"/>; null where none was judged.</summary>
    internal IReadOnlyList<int[]>? Best { get; private set; }

    private Supernet Supernet => context.Supernet;

    /// <summary>One path: of each node as many edges as a genotype keeps, an operation of each.</summary>
    internal IReadOnlyList<int[]> Draw(Random random) => [.. Supernet.Architecture.Select(_ => DrawKind(random))];

    /// <summary>Learns of one. Equal accuracies are told apart by the loss; what is no number is worth nothing.</summary>
    internal void Add(IReadOnlyList<int[]> path, (double Loss, double Accuracy) seen)
    {
        Count++;
        foreach (var (kind, operations) in path.Index())
        {
            foreach (var (edge, operation) in operations.Index().Where(pair => pair.Item != Left))
            {
                sums[kind][edge, operation] += seen.Accuracy;
                visits[kind][edge, operation]++;
            }
        }

        var isBetter = double.IsFinite(seen.Loss)
            && (seen.Accuracy > best.Accuracy || (seen.Accuracy == best.Accuracy && seen.Loss < best.Loss));
        if (Best is null || isBetter)
        {
            Best = path;
            best = double.IsFinite(seen.Loss) ? (seen.Accuracy, seen.Loss) : best;
        }
    }

    /// <summary>1 for each operation of a path, else 0.</summary>
    internal IReadOnlyList<double[,]> Weights(IReadOnlyList<int[]> path)
    {
        var weights = Tables(Supernet);
        foreach (var (kind, operations) in path.Index())
        {
            foreach (var (edge, operation) in operations.Index().Where(pair => pair.Item != Left))
            {
                weights[kind][edge, operation] = 1;
            }
        }

        return weights;
    }

    /// <summary>Numbers from 0 to 1, halved, with 1/2 more for the operations of a path: what derives it, and tells what else is worth how much.</summary>
    internal IReadOnlyList<double[,]> Above(IReadOnlyList<int[]> path, IReadOnlyList<double[,]> rest)
    {
        var above = Weights(path);
        foreach (var (rows, others) in above.Zip(rest))
        {
            for (var edge = 0; edge < rows.GetLength(0); edge++)
            {
                for (var operation = 0; operation < rows.GetLength(1); operation++)
                {
                    rows[edge, operation] = (rows[edge, operation] + others[edge, operation]) / 2;
                }
            }
        }

        return above;
    }

    /// <summary>
    /// How operations are preferred: evenly while none was judged, then by the mean accuracy of paths that have them, halved, to which the
    /// operations of the best path have 1/2 more.
    /// </summary>
    internal IReadOnlyList<double[,]> Worth()
    {
        var worth = Tables(Supernet);
        foreach (var (kind, rows) in worth.Index())
        {
            foreach (var operation in Supernet.Derivable)
            {
                for (var edge = 0; edge < rows.GetLength(0); edge++)
                {
                    rows[edge, operation] = Best is null
                        ? 1.0 / Supernet.Derivable.Count
                        : sums[kind][edge, operation] / Math.Max(1, visits[kind][edge, operation]);
                }
            }
        }

        return Best is null ? worth : Above(Best, worth);
    }

    /// <summary>Adds its tensors.</summary>
    internal void Capture(StateGroups state)
    {
        state.Add("judged", tensor([Count, best.Accuracy, best.Loss]));
        foreach (var kind in Enumerable.Range(0, sums.Length))
        {
            state.Add($"sums/{kind}", tensor([.. sums[kind].Cast<double>()]));
            state.Add($"visits/{kind}", tensor([.. visits[kind].Cast<double>()]));
            state.Add($"best/{kind}", tensor([.. (Best?[kind] ?? []).Select(operation => (long)operation)]));
        }
    }

    /// <summary>Puts back what was captured.</summary>
    internal void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        var told = state["judged"].data<double>();
        (Count, best) = ((int)told[0], (told[1], told[2]));
        foreach (var kind in Enumerable.Range(0, sums.Length))
        {
            Fill(sums[kind], state[$"sums/{kind}"].data<double>().ToArray());
            Fill(visits[kind], state[$"visits/{kind}"].data<double>().ToArray());
        }

        Best = Count == 0
            ? null
            : [.. sums.Select((_, kind) => Array.ConvertAll(state[$"best/{kind}"].data<long>().ToArray(), operation => (int)operation))];
    }

    private static double[][,] Tables(Supernet supernet) =>
        [.. supernet.Architecture.Select(rows => new double[rows.size(0), rows.size(1)])];

    private static void Fill(double[,] target, double[] values) => Buffer.BlockCopy(values, 0, target, 0, values.Length * sizeof(double));

    private int[] DrawKind(Random random)
    {
        var path = new int[context.EdgeNodes.Count];
        Array.Fill(path, Left);
        foreach (var node in context.EdgeNodes.Index().GroupBy(edge => edge.Item, edge => edge.Index))
        {
            int[] edges = [.. node];
            random.Shuffle(edges);
            foreach (var edge in edges.Take(Supernet.EdgesPerNode))
            {
                path[edge] = Supernet.Derivable[random.Next(Supernet.Derivable.Count)];
            }
        }

        return path;
    }
}
