using Espalier.Supernets;

namespace Espalier.Strategies.OneShot;

/// <summary>
/// ENAS' controller: an LSTM of two layers that decides a path, choice by choice, each seen by the ones after it. Where a node keeps some of its edges
/// it chooses them first, by attention over one key for each edge of the cell; then an operation of each.
/// </summary>
internal sealed class PathController : Module
{
    private const double Start = 0.1;
    private readonly PathControllerOptions options;
    private readonly IReadOnlyList<int[]> nodes;
    private readonly IReadOnlyList<int> operations;
    private readonly int kinds;
    private readonly int edges;
    private readonly int columns;
    private readonly int kept;
    private readonly LSTM first;
    private readonly LSTM second;
    private readonly Parameter begin;
    private readonly Parameter operationRows;
    private readonly Parameter edgeRows;
    private readonly Linear operationLogits;
    private readonly Linear edgeQuery;

    /// <summary>Draws its weights.</summary>
    /// <param name="supernet">Whose paths it decides.</param>
    /// <param name="edgeNodes">The node that each edge of a cell ends in; the edges into a node follow each other.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="generator">Where weights are drawn from.</param>
    internal PathController(Supernet supernet, IReadOnlyList<int> edgeNodes, PathControllerOptions options, Generator generator)
        : base(nameof(PathController))
    {
        this.options = options;
        (kinds, edges, operations) = (supernet.Architecture.Count, edgeNodes.Count, supernet.Derivable);
        columns = (int)supernet.Architecture[0].size(1);
        nodes = [.. edgeNodes.Index().GroupBy(edge => edge.Item, edge => edge.Index).Select(node => node.ToArray())];
        kept = supernet.EdgesPerNode;
        var width = options.Width;
        using var scope = NewDisposeScope();
        (first, second) = (nn.LSTM(width, width), nn.LSTM(width, width));
        begin = new Parameter(empty([1, width]));
        operationRows = new Parameter(empty([kinds * operations.Count, width]));
        edgeRows = new Parameter(empty([kinds * edges, width]));
        (operationLogits, edgeQuery) = (nn.Linear(width, operations.Count), nn.Linear(width, width));
        RegisterComponents();

        // As ENAS does: everything within 0.1 of 0, so that it begins by drawing evenly.
        foreach (var weight in parameters())
        {
            nn.init.uniform_(weight, -Start, Start, generator);
        }
    }

    /// <summary>Decides a path.</summary>
    /// <param name="choose">Takes the chances of the choice at hand and gives one of them.</param>
    internal Decision Decide(Func<double[], int> choose)
    {
        using var scope = NewDisposeScope();
        var walk = new Walk(this, choose);
        var (path, chances) = (new List<int[]>(), new List<double[,]>());
        for (var kind = 0; kind < kinds; kind++)
        {
            chances.Add(new double[edges, columns]);
            path.Add(DecideKind(walk, kind, chances[kind]));
        }

        return new(path, chances, walk.LogProbability.MoveToOuterDisposeScope(), walk.Entropy.MoveToOuterDisposeScope());
    }

    /// <summary>Goes along a path that was decided before.</summary>
    internal Decision Follow(IReadOnlyList<int[]> path)
    {
        var choices = new Queue<int>(path.SelectMany(ChoicesOf));
        return Decide(_ => choices.Dequeue());
    }

    private int[] DecideKind(Walk walk, int kind, double[,] chances)
    {
        var path = new int[edges];
        Array.Fill(path, JudgedPaths.Left);
        foreach (var node in nodes)
        {
            foreach (var edge in Kept(walk, kind, node))
            {
                var choice = walk.Choose(operationLogits.call(walk.Seen), operationRows.narrow(0, kind * operations.Count, operations.Count));
                path[edge] = operations[choice];
                foreach (var (place, operation) in operations.Index())
                {
                    chances[edge, operation] = walk.Chances[place];
                }
            }
        }

        return path;
    }

    /// <summary>The edges of a node that are kept, in order: all, or as many as are chosen, none twice, each behind the one before.</summary>
    private int[] Kept(Walk walk, int kind, int[] node)
    {
        if (node.Length <= kept)
        {
            return node;
        }

        var (found, place) = (new int[kept], 0);
        for (var i = 0; i < kept; i++)
        {
            // Enough must be left for those that follow.
            var choices = node.Length - place - (kept - i - 1);
            var keys = edgeRows.narrow(0, (kind * edges) + node[place], choices);
            place += walk.Choose(edgeQuery.call(walk.Seen).matmul(keys.t()), keys);
            found[i] = node[place++];
        }

        return found;
    }

    /// <summary>The choices that decide a cell, in the order in which they are made.</summary>
    private IEnumerable<int> ChoicesOf(int[] path)
    {
        foreach (var node in nodes)
        {
            int[] found = [.. node.Where(edge => path[edge] != JudgedPaths.Left)];
            var place = 0;
            foreach (var edge in node.Length > kept ? found : [])
            {
                var at = Array.IndexOf(node, edge);
                yield return at - place;
                place = at + 1;
            }

            foreach (var edge in found)
            {
                yield return operations.Index().First(pair => pair.Item == path[edge]).Index;
            }
        }
    }

    /// <summary>One way through the choices: the state of the LSTM, and what was decided.</summary>
    private sealed class Walk
    {
        private readonly PathController controller;
        private readonly Func<double[], int> choose;
        private (Tensor, Tensor)? below;
        private (Tensor, Tensor)? above;

        internal Walk(PathController controller, Func<double[], int> choose)
        {
            (this.controller, this.choose) = (controller, choose);
            (LogProbability, Entropy) = (zeros([]), zeros([]));
            Seen = See(controller.begin);
        }

        /// <summary>What the LSTM gives after the choices so far, [1, width].</summary>
        internal Tensor Seen { get; private set; }

        /// <summary>Those of the last choice.</summary>
        internal double[] Chances { get; private set; } = [];

        internal Tensor LogProbability { get; private set; }

        internal Tensor Entropy { get; private set; }

        /// <summary>Makes a choice by logits [1, n], and lets the LSTM see its row of [n, width].</summary>
        internal int Choose(Tensor logits, Tensor rows)
        {
            var options = controller.options;
            var logs = (options.TanhConstant * (logits / options.Temperature).tanh()).log_softmax(-1).squeeze(0);
            var chances = logs.exp();
            Chances = [.. chances.detach().to(ScalarType.Float64).data<double>()];
            var choice = choose(Chances);
            LogProbability += logs.narrow(0, choice, 1).sum();
            Entropy -= (chances * logs).sum();
            Seen = See(rows.narrow(0, choice, 1));
            return choice;
        }

        private Tensor See(Tensor row)
        {
            var (lower, h, c) = controller.first.call(row.unsqueeze(0), below);
            below = (h, c);
            (var upper, h, c) = controller.second.call(lower, above);
            above = (h, c);
            return upper.squeeze(0);
        }
    }
}

/// <summary>A path that was decided.</summary>
/// <param name="Path">Per kind and edge an operation, or <see cref="JudgedPaths.Left"/>.</param>
/// <param name="Chances">[edges, operations] per kind: what an edge's operation was chosen by; zeros where the edge was left.</param>
/// <param name="LogProbability">Of all choices, a scalar, with a gradient where those are recorded.</param>
/// <param name="Entropy">Of all choices in nats, likewise.</param>
internal sealed record Decision(IReadOnlyList<int[]> Path, IReadOnlyList<double[,]> Chances, Tensor LogProbability, Tensor Entropy);

/// <summary>The settings of the controller.</summary>
/// <param name="Width">Numbers in each layer's memory.</param>
/// <param name="Temperature">What logits are divided by.</param>
/// <param name="TanhConstant">How large they become at most, by a tanh.</param>
internal sealed record PathControllerOptions(int Width, double Temperature, double TanhConstant);
