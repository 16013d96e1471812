using System.Numerics;
using Espalier.Costs;
using Espalier.Kernels;
using Espalier.Spaces.Darts.Blocks;

namespace Espalier.Spaces.Darts;

/// <summary>
/// DARTS' topology: a normal and a reduction cell of 4 nodes, each node the sum of two edges with one of the space's operations
/// (<c>none</c> exists in the relaxation only). A space on it says what those operations are.
/// </summary>
/// <param name="choices">The space's name, its operations and how each is built.</param>
public abstract class DartsTopology(DartsChoices choices) : ICellSpace, IPricedSpace
{
    private const int EdgesKept = 2;

    /// <inheritdoc/>
    public string Name => choices.Space;

    /// <summary>Pairs of cells of (2 choose 2)(3 choose 2)(4 choose 2)(5 choose 2) n^8 each, with n operations but <c>none</c>.</summary>
    public BigInteger Count
    {
        get
        {
            var wirings = Enumerable.Range(2, DartsPlan.Nodes).Aggregate(1L, (product, sources) => product * sources * (sources - 1) / 2);
            var cell = wirings * BigInteger.Pow(Derivable.Count, 2 * DartsPlan.Nodes);
            return cell * cell;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> CellKinds { get; } = ["normal", "reduce"];

    /// <inheritdoc/>
    public IReadOnlyList<string> Operations => choices.All;

    /// <inheritdoc/>
    public IReadOnlyList<int> Derivable => choices.Derivable;

    /// <inheritdoc/>
    public IReadOnlyList<CellEdge> Edges => DartsPlan.Edges;

    /// <inheritdoc/>
    public abstract Genotype Smallest { get; }

    /// <inheritdoc/>
    public abstract Genotype Largest { get; }

    /// <inheritdoc/>
    public CostChoices Price(NetworkSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        using var bare = Build(Smallest, settings with { Auxiliary = false });
        var input = settings.Input;
        return new CostChoices(NetworkCost.Of(bare, [input.Channels, input.Height, input.Width]), new DartsPrices(choices, settings).Choices());
    }

    /// <inheritdoc/>
    public int Inputs => 2;

    /// <inheritdoc/>
    public IReadOnlyList<int> Outputs { get; } = [.. Enumerable.Range(0, DartsPlan.Nodes)];

    /// <inheritdoc/>
    public int EdgesPerNode => EdgesKept;

    /// <inheritdoc/>
    public Genotype Parse(string text, string where) => DartsGenotypeText.Parse(text, where, choices);

    /// <inheritdoc/>
    public Genotype Sample(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Genotype(SampleCell(random), SampleCell(random));
    }

    /// <inheritdoc/>
    public Network Build(Genotype genotype, NetworkSettings settings) => new DartsNetwork(Own(genotype), settings, BlockForm.Final);

    /// <inheritdoc/>
    public Network BuildSearchForm(Genotype genotype, NetworkSettings settings) =>
        new DartsNetwork(Own(genotype), settings, BlockForm.Search);

    /// <inheritdoc/>
    public IReadOnlyList<CellPlan> Plan(NetworkSettings settings) => DartsPlan.Cells(settings);

    /// <inheritdoc/>
    public Module<Tensor, Tensor> BuildStem(NetworkSettings settings) => DartsBlocks.Stem(settings);

    /// <inheritdoc/>
    public Module<Tensor, Tensor> BuildInput(int channels, int cellChannels, bool halve, KernelPath kernels) =>
        DartsBlocks.CellInput(channels, cellChannels, halve, BlockForm.Search, kernels);

    /// <inheritdoc/>
    public Module<Tensor, Tensor>? BuildOperation(string operation, int channels, int stride, KernelPath kernels) =>
        choices.Build(operation, channels, stride, BlockForm.Search, kernels);

    /// <summary>
    /// DARTS, section 2.4: the operation of an edge is its strongest one but <c>none</c>; a node keeps the two edges whose operations
    /// are strongest. Ties go to the earlier.
    /// </summary>
    /// <inheritdoc/>
    public Genotype Derive(IReadOnlyList<double[,]> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return Genotype(DeriveCell(weights[DartsPlan.Normal]), DeriveCell(weights[DartsPlan.Reduce]));
    }

    /// <inheritdoc/>
    public IReadOnlyList<(int Edge, int Operation)> Path(Genotype genotype, int kind)
    {
        var own = Own(genotype);
        var cell = kind == DartsPlan.Reduce ? own.Reduce : own.Normal;
        return [.. cell.Select((edge, i) => (DartsPlan.EdgeOf(i / 2, edge.Input), choices.IndexOf(edge.Operation)))];
    }

    /// <summary>A genotype of the space, all nodes concatenated.</summary>
    private protected DartsGenotype Genotype(IEnumerable<(string, int)> normal, IEnumerable<(string, int)> reduce)
    {
        var nodes = Enumerable.Range(2, DartsPlan.Nodes).ToArray();
        return new DartsGenotype(choices, normal, nodes, reduce, nodes);
    }

    /// <summary>
    /// Poolings where an edge has stride 2, identities everywhere else, of which the reduction cell has as many as it can: the smallest wherever
    /// these two are free.
    /// </summary>
    /// <param name="pooling">The pooling.</param>
    private protected DartsGenotype Free(string pooling)
    {
        return Genotype(
            Nodes(_ => [(DartsOperations.SkipConnect, 0), (DartsOperations.SkipConnect, 1)]),
            Nodes(node => [From(node), From(node + 1)]));

        (string, int) From(int source) => (source < 2 ? pooling : DartsOperations.SkipConnect, source);
    }

    /// <summary>One operation on every edge.</summary>
    private protected DartsGenotype Everywhere(string operation)
    {
        return Genotype(Nodes(Both), Nodes(Both));

        (string, int)[] Both(int node) => [(operation, 0), (operation, 1)];
    }

    private static IEnumerable<(string, int)> Nodes(Func<int, (string, int)[]> edges) => Enumerable.Range(0, DartsPlan.Nodes).SelectMany(edges);

    private DartsGenotype Own(Genotype genotype) => genotype is DartsGenotype own && own.Space == Name
        ? own
        : throw new ArgumentException($"a genotype of the space {genotype?.Space}, not of {Name}", nameof(genotype));

    private List<(string Operation, int Input)> SampleCell(Random random)
    {
        var edges = new List<(string, int)>();
        for (var node = 0; node < DartsPlan.Nodes; node++)
        {
            var first = random.Next(node + 2);
            var second = random.Next(node + 1);
            second += second >= first ? 1 : 0;
            edges.Add((SampleOperation(random), first));
            edges.Add((SampleOperation(random), second));
        }

        return edges;
    }

    private string SampleOperation(Random random) => Operations[Derivable[random.Next(Derivable.Count)]];

    private IEnumerable<(string Operation, int Input)> DeriveCell(double[,] weights)
    {
        for (var node = 0; node < DartsPlan.Nodes; node++)
        {
            var edges = Enumerable.Range(0, node + 2)
                .Select(source => (Source: source, Best: Strongest(weights, DartsPlan.EdgeOf(node, source))))
                .OrderByDescending(edge => edge.Best.Weight)
                .ThenBy(edge => edge.Source)
                .Take(EdgesKept);
            foreach (var (source, best) in edges)
            {
                yield return (choices.All[best.Operation], source);
            }
        }
    }

    private (int Operation, double Weight) Strongest(double[,] weights, int edge) =>
        Derivable.Select(operation => (operation, weights[edge, operation])).MaxBy(pair => pair.Item2);
}
