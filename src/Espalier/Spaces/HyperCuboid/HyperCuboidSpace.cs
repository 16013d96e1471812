using System.Numerics;
using Espalier.Catalog;
using Espalier.Costs;

namespace Espalier.Spaces.HyperCuboid;

/// <summary>
/// sharpDARTS' HyperCuboid, a differentiable grid of hyper-parameters (MultiChannelNet in the authors' code): between any two layers every pair of
/// widths is joined by every primitive, and a genotype is one path from the images to the classifier.
/// </summary>
/// <remarks>
/// <para>
/// A relaxation has one row for each kind, a layer and stride; its softmax is over all (width in, width out, primitive), so that what works on a
/// row, such as Max-W, sees all of them. Widths are multiples of <see cref="NetworkSettings.Channels"/>, which lets a path be searched narrow and
/// trained wide. The depth is the grid's own: <see cref="NetworkSettings.Cells"/> is not looked at.
/// </para>
/// <para>
/// Departures: three widths by default where the paper has five (another <see cref="HyperCuboidShape"/> has them); features grow with the
/// channels; batch norms as <see cref="HyperCuboidBlocks"/> tells.
/// </para>
/// </remarks>
[Method(
    "hyper-cuboid",
    Paper = "sharpDARTS: Faster and More Accurate Differentiable Architecture Search, arXiv 1903.09900",
    Year = 2019,
    Summary = "a grid of widths and primitives, layer by layer; a genotype is the longest path through it")]
public sealed class HyperCuboidSpace : IGridSpace
{
    private readonly GridPaths paths;

    /// <summary>The space of the default grid.</summary>
    public HyperCuboidSpace()
        : this(new HyperCuboidShape())
    {
    }

    /// <summary>The space of a grid.</summary>
    public HyperCuboidSpace(HyperCuboidShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        Shape = shape;
        paths = new GridPaths(shape.Columns, shape.Widths.Count);
        CellKinds = [.. Enumerable.Range(0, shape.Steps).Select(step => $"layer {(step / 2) + 1}, stride {HyperCuboidShape.StrideOf(step)}")];
        Operations = [.. shape.Columns.Select(column => $"{shape.Widths[column.From]}-{shape.Widths[column.To]}:{column.Primitive}")];
        Derivable = [.. Enumerable.Range(0, shape.Columns.Count)];
        Smallest = Everywhere(shape.Widths[0], HyperCuboidShape.MaxPool3x3);
        Largest = Everywhere(shape.Widths[^1], HyperCuboidShape.SepConv3x3);
    }

    /// <summary>The grid.</summary>
    public HyperCuboidShape Shape { get; }

    /// <inheritdoc/>
    public string Name => HyperCuboidGenotype.SpaceName;

    /// <summary>Widths to the number of maps times primitives to the number of steps: 3^7 2^6 = 139,968 by default.</summary>
    public BigInteger Count =>
        BigInteger.Pow(Shape.Widths.Count, Shape.Steps + 1) * BigInteger.Pow(HyperCuboidShape.Primitives.Count, Shape.Steps);

    /// <summary>The width of the stem's maps and of those after each step, then what each step does.</summary>
    public IReadOnlyList<int> Choices =>
    [
        .. Enumerable.Repeat(Shape.Widths.Count, Shape.Steps + 1), .. Enumerable.Repeat(HyperCuboidShape.Primitives.Count, Shape.Steps),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<string> CellKinds { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Operations { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> Derivable { get; }

    /// <summary>One: the choice of a kind is that of its step.</summary>
    public IReadOnlyList<CellEdge> Edges { get; } = [new CellEdge(0, 0)];

    /// <inheritdoc/>
    public int Widths => Shape.Widths.Count;

    /// <inheritdoc/>
    public IReadOnlyList<GridStep> Steps => Shape.Columns;

    /// <summary>Pooling alone, at the least width.</summary>
    public Genotype Smallest { get; }

    /// <summary>Convolutions alone, at the largest width.</summary>
    public Genotype Largest { get; }

    /// <summary>Exact: one choice among all paths.</summary>
    /// <inheritdoc/>
    public CostChoices Price(NetworkSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new CostChoices(default, [new HyperCuboidPrices(Shape, settings).All()]);
    }

    /// <inheritdoc/>
    public Genotype Parse(string text, string where) => HyperCuboidText.Parse(text, where, Shape);

    /// <summary>A path drawn uniformly.</summary>
    public Genotype Sample(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var widths = Enumerable.Range(0, Shape.Steps + 1).Select(_ => Shape.Widths[random.Next(Widths)]).ToArray();
        return new HyperCuboidGenotype(
            widths, Enumerable.Range(0, Shape.Steps).Select(_ => HyperCuboidShape.Primitives[random.Next(HyperCuboidShape.Primitives.Count)]));
    }

    /// <inheritdoc/>
    public int[] Encode(Genotype genotype)
    {
        var own = Own(genotype);
        return [.. own.Widths.Select(Shape.PlaceOf), .. own.Operations.Select(HyperCuboidShape.PlaceOf)];
    }

    /// <inheritdoc/>
    public Genotype Decode(IReadOnlyList<int> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new HyperCuboidGenotype(
            values.Take(Shape.Steps + 1).Select(width => Shape.Widths[width]),
            values.Skip(Shape.Steps + 1).Select(primitive => HyperCuboidShape.Primitives[primitive]));
    }

    /// <inheritdoc/>
    public Network Build(Genotype genotype, NetworkSettings settings) => Network(genotype, settings, BlockForm.Final);

    /// <inheritdoc/>
    public Network BuildSearchForm(Genotype genotype, NetworkSettings settings) => Network(genotype, settings, BlockForm.Search);

    /// <inheritdoc/>
    public Module<Tensor, Tensor> BuildStem(int width, NetworkSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return HyperCuboidBlocks.Stem(Shape.Widths[width] * settings.Channels, settings);
    }

    /// <inheritdoc/>
    public Module<Tensor, Tensor> BuildStep(int kind, int column, NetworkSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var (from, to, primitive) = Shape.Columns[column];
        return HyperCuboidBlocks.Step(
            primitive,
            Shape.Widths[from] * settings.Channels,
            Shape.Widths[to] * settings.Channels,
            HyperCuboidShape.StrideOf(kind),
            BlockForm.Search,
            settings.Kernels);
    }

    /// <inheritdoc/>
    public Module<Tensor, Tensor> BuildEnd(int width, NetworkSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return HyperCuboidBlocks.End(Shape.Widths[width] * settings.Channels, settings);
    }

    /// <inheritdoc/>
    public int Features(NetworkSettings settings) => HyperCuboidBlocks.Features(settings);

    /// <summary>The longest path.</summary>
    /// <inheritdoc/>
    public Genotype Derive(IReadOnlyList<double[,]> weights) => Derive(weights, PathRule.Longest);

    /// <inheritdoc/>
    public Genotype Derive(IReadOnlyList<double[,]> weights, PathRule rule)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var steps = paths.Find(weights, rule).Select(column => Shape.Columns[column]).ToArray();
        return new HyperCuboidGenotype(
            [Shape.Widths[steps[0].From], .. steps.Select(step => Shape.Widths[step.To])], steps.Select(step => step.Primitive));
    }

    /// <inheritdoc/>
    public IReadOnlyList<(int Edge, int Operation)> Path(Genotype genotype, int kind)
    {
        var own = Own(genotype);
        return [(0, Shape.ColumnOf(Shape.PlaceOf(own.Widths[kind]), Shape.PlaceOf(own.Widths[kind + 1]), own.Operations[kind]))];
    }

    private HyperCuboidNetwork Network(Genotype genotype, NetworkSettings settings, BlockForm form)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new HyperCuboidNetwork(Own(genotype), settings, form);
    }

    private HyperCuboidGenotype Everywhere(int width, string primitive) =>
        new(Enumerable.Repeat(width, Shape.Steps + 1), Enumerable.Repeat(primitive, Shape.Steps));

    /// <summary>A genotype of this grid; another grid's has other widths or another length.</summary>
    private HyperCuboidGenotype Own(Genotype genotype) =>
        genotype is HyperCuboidGenotype own && own.Operations.Count == Shape.Steps && own.Widths.All(width => Shape.PlaceOf(width) >= 0)
            ? own
            : throw new ArgumentException($"a genotype of the space {genotype?.Space}, which is not of this {Name}", nameof(genotype));
}
