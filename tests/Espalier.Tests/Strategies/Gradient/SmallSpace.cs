using System.Numerics;
using Espalier.Kernels;
using Espalier.Spaces;
using Espalier.Spaces.Darts;

namespace Espalier.Tests.Strategies.Gradient;

/// <summary>
/// A cell space of 2 nodes, 5 edges and 4 operations made of DARTS' parts: a supernet of it steps many times faster than one of DARTS.
/// </summary>
internal sealed class SmallSpace : ICellSpace
{
    private static readonly DartsSpace Darts = new();

    public string Name => "small";

    public BigInteger Count => BigInteger.Pow(3, 2 * Edges.Count);

    public IReadOnlyList<string> CellKinds => Darts.CellKinds;

    public IReadOnlyList<string> Operations { get; } =
        [DartsOperations.None, DartsOperations.AvgPool3x3, DartsOperations.SkipConnect, DartsOperations.SepConv3x3];

    public IReadOnlyList<int> Derivable { get; } = [1, 2, 3];

    public IReadOnlyList<CellEdge> Edges { get; } = [.. DartsPlan.Edges.Where(edge => edge.Node < 2)];

    public int Inputs => Darts.Inputs;

    public IReadOnlyList<int> Outputs => [0, 1];

    public int EdgesPerNode { get; init; } = int.MaxValue;

    public Genotype Parse(string text, string where) => new Choice(text);

    /// <summary>One operation but none per edge, as digits.</summary>
    public Genotype Sample(Random random) =>
        new Choice(string.Concat(Enumerable.Range(0, 2 * Edges.Count).Select(_ => Derivable[random.Next(Derivable.Count)])));

    public Network Build(Genotype genotype, NetworkSettings settings) => throw new NotSupportedException();

    public IReadOnlyList<CellPlan> Plan(NetworkSettings settings) => DartsPlan.Cells(settings, 2, 2);

    public Module<Tensor, Tensor> BuildStem(NetworkSettings settings) => Darts.BuildStem(settings);

    public Module<Tensor, Tensor> BuildInput(int channels, int cellChannels, bool halve, KernelPath kernels) =>
        Darts.BuildInput(channels, cellChannels, halve, kernels);

    public Module<Tensor, Tensor>? BuildOperation(string operation, int channels, int stride, KernelPath kernels) =>
        Darts.BuildOperation(operation, channels, stride, kernels);

    /// <summary>The strongest operation of each edge but none.</summary>
    public Genotype Derive(IReadOnlyList<double[,]> weights) => new Choice(string.Concat(
        from rows in weights
        from edge in Enumerable.Range(0, Edges.Count)
        select Derivable.MaxBy(operation => rows[edge, operation])));

    public IReadOnlyList<(int Edge, int Operation)> Path(Genotype genotype, int kind) =>
        [.. Edges.Select((_, edge) => (edge, genotype.Text[(kind * Edges.Count) + edge] - '0'))];

    public Network BuildSearchForm(Genotype genotype, NetworkSettings settings) => throw new NotSupportedException();

    internal sealed class Choice(string text) : Genotype
    {
        public override string Space => "small";

        public override string Text => text;
    }
}
