using Espalier.Supernets;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// Perturbation-based selection (DARTS-PT, arXiv 2108.04392, algorithm 1): an operation is worth what the supernet loses without it, not
/// what its architecture parameter says. Edge after edge is decided, the supernet being tuned between two; then each node gives up the
/// edges that it misses least.
/// </summary>
/// <remarks>
/// Scored in training mode (batch statistics), without gradient, on the whole validation set, by accuracy. Departure: equal accuracies are
/// told apart by the loss.
/// </remarks>
internal sealed class PerturbationSelection
{
    private readonly GradientContext context;
    private readonly Generator generator;
    private readonly Projection projection;
    private readonly int nodes;

    /// <summary>Nothing is decided yet; the supernet's relaxation becomes that of a <see cref="Projection"/>.</summary>
    /// <param name="context">The search.</param>
    /// <param name="generator">Draws the order of edges.</param>
    internal PerturbationSelection(GradientContext context, Generator generator)
    {
        (this.context, this.generator) = (context, generator);
        projection = new Projection(Supernet.Relaxation, Supernet.Architecture.Count, context.EdgeNodes.Count);
        nodes = context.EdgeNodes.CountBy(node => node).Count(pair => pair.Value > Supernet.EdgesPerNode);
        Supernet.Relaxation = projection;
    }

    /// <summary>How many times something is to be decided: each edge once, then each node with more edges than it may keep.</summary>
    internal int Steps => context.EdgeNodes.Count + nodes;

    /// <summary>How many times something was.</summary>
    internal int Taken { get; private set; }

    private Supernet Supernet => context.Supernet;

    private IEnumerable<int> Kinds => Enumerable.Range(0, Supernet.Architecture.Count);

    /// <summary>How many epochs it takes after those of the search.</summary>
    /// <param name="every">Epochs of tuning between two decisions.</param>
    internal int EpochsAfter(int every) => (every * (Steps - 1)) + 1;

    /// <summary>Decides what is due at the beginning of an epoch; nothing while the search goes on.</summary>
    internal void BeginEpoch(int epoch, int every)
    {
        while (epoch >= context.Epochs && Taken <= (epoch - context.Epochs) / every)
        {
            Step();
        }
    }

    /// <summary>Mixtures with what is decided in them, in the caller's scope.</summary>
    internal IReadOnlyList<Tensor> Keep(IReadOnlyList<Tensor> mixtures) => projection.Keep(mixtures);

    /// <summary>Decides the next edge, or node, of each kind of cell.</summary>
    internal void Step()
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        using var frozen = new FrozenStatistics(Supernet);
        Supernet.train();
        foreach (var kind in Kinds)
        {
            if (Taken < context.EdgeNodes.Count)
            {
                DecideEdge(kind);
            }
            else
            {
                DecideNode(kind);
            }
        }

        Taken++;
    }

    /// <summary>Weights whose strongest operations are those decided; undecided edges have their mixture, the smaller half of a weight.</summary>
    internal IReadOnlyList<double[,]> Weights()
    {
        var mixture = Supernet.Mixture();
        foreach (var kind in Kinds)
        {
            for (var edge = 0; edge < context.EdgeNodes.Count; edge++)
            {
                var decided = projection.Decided[kind][edge];
                for (var operation = 0; operation < mixture[kind].GetLength(1); operation++)
                {
                    mixture[kind][edge, operation] = decided == Projection.Undecided
                        ? mixture[kind][edge, operation] / 2
                        : decided == operation ? 1 : 0;
                }
            }
        }

        return mixture;
    }

    /// <summary>What was decided, for a checkpoint.</summary>
    internal Tensor Capture() => tensor([Taken, .. projection.Decided.SelectMany(edges => edges).Select(decided => (long)decided)]);

    /// <summary>Puts it back.</summary>
    internal void Restore(Tensor state)
    {
        var numbers = state.data<long>();
        Taken = (int)numbers[0];
        var place = 1;
        foreach (var edges in projection.Decided)
        {
            for (var edge = 0; edge < edges.Length; edge++)
            {
                edges[edge] = (int)numbers[place++];
            }
        }
    }

    private void DecideEdge(int kind)
    {
        var open = Enumerable.Range(0, context.EdgeNodes.Count)
            .Where(edge => projection.Decided[kind][edge] == Projection.Undecided)
            .ToArray();
        var edge = open[(int)randint(open.Length, [1], generator: generator).ToInt64()];
        var worth = Supernet.Choosable(kind, projection.Decided).Select(operation =>
        {
            projection.LeftOut = (kind, edge, operation);
            return (operation, Score: Score());
        }).ToArray();
        projection.LeftOut = null;
        projection.Decided[kind][edge] = worth.MinBy(seen => seen.Score).operation;
    }

    private void DecideNode(int kind)
    {
        // Nodes in their order; those that keep all they have are passed over.
        var node = context.EdgeNodes.CountBy(node => node).Where(pair => pair.Value > Supernet.EdgesPerNode)
            .Select(pair => pair.Key).Order().ElementAt(Taken - context.EdgeNodes.Count);
        var edges = Enumerable.Range(0, context.EdgeNodes.Count).Where(edge => context.EdgeNodes[edge] == node).ToList();
        while (edges.Count > Supernet.EdgesPerNode)
        {
            var least = edges.Select(edge => (Edge: edge, Score: Without(kind, edge))).MaxBy(seen => seen.Score).Edge;
            projection.Decided[kind][least] = Projection.Removed;
            edges.Remove(least);
        }
    }

    private (double Accuracy, double Loss) Without(int kind, int edge)
    {
        var decided = projection.Decided[kind][edge];
        projection.Decided[kind][edge] = Projection.Removed;
        var score = Score();
        projection.Decided[kind][edge] = decided;
        return score;
    }

    /// <summary>Accuracy first, then the negative loss: larger is better.</summary>
    private (double Accuracy, double Loss) Score()
    {
        var (right, loss, count) = (0L, 0.0, 0L);
        foreach (var batch in context.Validation())
        {
            using var own = batch;
            using var scope = NewDisposeScope();
            var logits = Supernet.call(own.Images);
            right += logits.argmax(1).eq(own.Labels).sum().ToInt64();
            loss += functional.cross_entropy(logits, own.Labels).ToDouble() * own.Labels.numel();
            count += own.Labels.numel();
        }

        return (right / (double)count, -loss / count);
    }
}
