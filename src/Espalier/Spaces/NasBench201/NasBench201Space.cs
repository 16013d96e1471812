using System.Numerics;
using Espalier.Catalog;
using Espalier.Costs;
using Espalier.Kernels;
using Espalier.Spaces.NasBench201.Blocks;

namespace Espalier.Spaces.NasBench201;

/// <summary>
/// The topology space of NAS-Bench-201: one cell of four nodes, an operation of five on each of its six edges, in a fixed residual
/// skeleton. Every cell's accuracy is known (15,625 cells, 6,466 up to isomorphism), so that a search can be judged.
/// </summary>
/// <remarks>
/// <see cref="NetworkSettings.Cells"/> counts the two residual blocks, which stand at one and two thirds: 17 is the published skeleton of
/// five cells a stage, 5 has one a stage.
/// </remarks>
[Method(
    "nas-bench-201",
    Paper = "NAS-Bench-201: Extending the Scope of Reproducible Neural Architecture Search, arXiv 2001.00326",
    Year = 2020,
    Summary = "one cell of 4 nodes, 6 edges and 5 operations; the accuracy of all 15,625 is known")]
public sealed class NasBench201Space : ICellSpace, IPricedSpace, ISizedSpace
{
    /// <inheritdoc/>
    public string Name => NasBench201Genotype.SpaceName;

    /// <summary>5^6 = 15,625.</summary>
    public BigInteger Count => BigInteger.Pow(Operations.Count, Edges.Count);

    /// <inheritdoc/>
    public IReadOnlyList<string> CellKinds { get; } = ["cell"];

    /// <inheritdoc/>
    public IReadOnlyList<string> Operations => NasBench201Operations.All;

    /// <summary>All of them: a cell may choose <c>none</c>.</summary>
    public IReadOnlyList<int> Derivable { get; } = [.. Enumerable.Range(0, NasBench201Operations.All.Count)];

    /// <inheritdoc/>
    public IReadOnlyList<CellEdge> Edges { get; } =
    [
        .. from node in Enumerable.Range(0, NasBench201Genotype.Nodes)
           from source in Enumerable.Range(0, node + 1)
           select new CellEdge(node, source),
    ];

    /// <inheritdoc/>
    public int Inputs => 1;

    /// <inheritdoc/>
    public IReadOnlyList<int> Outputs { get; } = [NasBench201Genotype.Nodes - 1];

    /// <summary>Every cell of the space, the last edge changing fastest.</summary>
    public IEnumerable<NasBench201Genotype> All()
    {
        for (var number = 0; number < (int)Count; number++)
        {
            var (rest, operations) = (number, new string[Edges.Count]);
            for (var edge = Edges.Count - 1; edge >= 0; edge--, rest /= Operations.Count)
            {
                operations[edge] = Operations[rest % Operations.Count];
            }

            yield return new NasBench201Genotype(operations);
        }
    }

    /// <inheritdoc/>
    public RunSizes Sizes(RunScale scale, RunSizes usual) => NasBench201Sizes.Of(scale, usual);

    /// <summary>No connection anywhere.</summary>
    public Genotype Smallest { get; } = Everywhere(NasBench201Operations.None);

    /// <summary>A 3x3 convolution on every edge.</summary>
    public Genotype Largest { get; } = Everywhere(NasBench201Operations.Conv3x3);

    /// <summary>
    /// Exact: skeleton and classifier are the same for every cell, and an edge's operation costs the same wherever it is, since all maps of a
    /// cell have one size and width.
    /// </summary>
    /// <inheritdoc/>
    public CostChoices Price(NetworkSettings settings)
    {
        var bare = Cost(Smallest, settings);
        var added = Operations.Select(operation =>
        {
            var one = Cost(new NasBench201Genotype(Edges.Select((_, edge) => edge == 0 ? operation : NasBench201Operations.None)), settings);
            return new NetworkCost(one.Parameters - bare.Parameters, one.Macs - bare.Macs);
        }).ToArray();
        return new CostChoices(bare, Edges.Select(_ => added));
    }

    /// <inheritdoc/>
    public Genotype Parse(string text, string where) => NasBench201GenotypeText.Parse(text, where);

    /// <summary>A cell drawn uniformly; unlike in other spaces an edge may be drawn as <c>none</c>.</summary>
    public Genotype Sample(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return new NasBench201Genotype(Edges.Select(_ => Operations[random.Next(Operations.Count)]));
    }

    /// <inheritdoc/>
    public Network Build(Genotype genotype, NetworkSettings settings) =>
        new NasBench201Network(Own(genotype), Plan(settings), settings, BlockForm.Final);

    /// <inheritdoc/>
    public Network BuildSearchForm(Genotype genotype, NetworkSettings settings) =>
        new NasBench201Network(Own(genotype), Plan(settings), settings, BlockForm.Search);

    /// <inheritdoc/>
    public IReadOnlyList<CellPlan> Plan(NetworkSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var cells = new CellPlan[settings.Cells];
        var channels = settings.Channels;
        for (var i = 0; i < cells.Length; i++)
        {
            var reduces = i == settings.Cells / 3 || i == 2 * settings.Cells / 3;
            var previous = channels;
            channels *= reduces ? 2 : 1;
            cells[i] = new CellPlan(reduces ? CellPlan.Fixed : 0, previous, previous, channels, reduces, AfterReduction: false);
        }

        return cells;
    }

    /// <inheritdoc/>
    public Module<Tensor, Tensor> BuildStem(NetworkSettings settings) => NasBench201Blocks.Stem(settings);

    /// <inheritdoc/>
    public Module<Tensor, Tensor> BuildInput(int channels, int cellChannels, bool halve, KernelPath kernels) => Identity();

    /// <inheritdoc/>
    public Module<Tensor, Tensor>? BuildOperation(string operation, int channels, int stride, KernelPath kernels) =>
        NasBench201Blocks.Operation(operation, channels, BlockForm.Search);

    /// <inheritdoc/>
    public Module<Tensor, Tensor> BuildFixed(CellPlan plan) => new ResidualBlock(plan.Previous, plan.Channels);

    /// <inheritdoc/>
    public Module<Tensor, Tensor> BuildTail(int channels) => NasBench201Blocks.Tail(channels);

    /// <summary>The strongest operation of each edge; ties go to the earlier.</summary>
    public Genotype Derive(IReadOnlyList<double[,]> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return new NasBench201Genotype(Edges.Select((_, edge) =>
            Operations[Derivable.MaxBy(operation => weights[0][edge, operation])]));
    }

    /// <inheritdoc/>
    public IReadOnlyList<(int Edge, int Operation)> Path(Genotype genotype, int kind) =>
        [.. Own(genotype).Operations.Select((operation, edge) => (edge, NasBench201Operations.IndexOf(operation)))];

    private static NasBench201Genotype Everywhere(string operation) => new(Enumerable.Repeat(operation, NasBench201Genotype.Edges));

    private NetworkCost Cost(Genotype genotype, NetworkSettings settings)
    {
        using var network = Build(genotype, settings);
        return NetworkCost.Of(network, [settings.Input.Channels, settings.Input.Height, settings.Input.Width]);
    }

    private static NasBench201Genotype Own(Genotype genotype) => genotype as NasBench201Genotype
        ?? throw new ArgumentException($"a genotype of the space {genotype?.Space}, not of {NasBench201Genotype.SpaceName}", nameof(genotype));
}
