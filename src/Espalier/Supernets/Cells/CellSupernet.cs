using System.Text.RegularExpressions;
using Espalier.Spaces;

namespace Espalier.Supernets.Cells;

/// <summary>
/// The one-shot network of a cell space (DARTS, section 2.2): every edge mixes every operation by a softmax over architecture
/// parameters that all cells of a kind share.
/// </summary>
/// <remarks>
/// Weights and architecture parameters are drawn from the generator given; alpha, and beta where edges are normalised, start as 1e-3 times
/// a normal draw.
/// </remarks>
public sealed partial class CellSupernet : Supernet
{
    private const double ArchitectureScale = 1e-3;
    private readonly ICellSpace space;
    private readonly NetworkSettings settings;
    private readonly IReadOnlyList<CellPlan> plan;
    private readonly Parameter[] architecture;
    private readonly Parameter[] edgeLogits;
    private readonly EdgeSoftmax edgeSoftmax;
    private readonly Tensor[] operationParameters;
    private readonly Normalization normalization;
    private readonly Module<Tensor, Tensor> stem;
    private readonly ModuleList<Module> cells;
    private readonly Module<Tensor, Tensor> tail;
    private readonly Linear classifier;

    /// <summary>A supernet of a space at a width and depth.</summary>
    /// <param name="space">The space.</param>
    /// <param name="settings">Width, depth, what goes in and comes out.</param>
    /// <param name="generator">Draws weights and architecture parameters.</param>
    /// <param name="form">How edges are made; null: the plain way.</param>
    public CellSupernet(ICellSpace space, NetworkSettings settings, Generator generator, SupernetForm? form = null)
        : this(space, settings, generator, form ?? SupernetForm.Plain, null)
    {
    }

    /// <summary>A supernet, or the part of one that a path needs.</summary>
    private CellSupernet(
        ICellSpace space, NetworkSettings settings, Generator generator, SupernetForm form, IReadOnlyList<(int Edge, int Operation)>[]? paths)
        : base(nameof(CellSupernet))
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(settings);
        using var scope = NewDisposeScope();
        (this.space, this.settings, plan, Form) = (space, settings, space.Plan(settings), form);
        normalization = new Normalization(settings.Input.Channels, settings.Statistics);
        stem = space.BuildStem(settings);
        cells = new(plan.Select(cell =>
            cell.IsFixed ? space.BuildFixed(cell) : (Module)new MixedCell(space, cell, settings, form, paths?[cell.Kind])));
        var outputs = plan[^1].Channels * (plan[^1].IsFixed ? 1 : space.Outputs.Count);
        tail = space.BuildTail(outputs);
        classifier = Linear(outputs, settings.Classes);
        RegisterComponents();
        Initialization.Draw(this, generator);
        architecture = Logits([space.Edges.Count, space.Operations.Count]);

        // After alpha, so that a seed's other draws are those of a supernet without edge normalisation.
        edgeLogits = form.EdgeNormalisation ? Logits([space.Edges.Count]) : [];
        edgeSoftmax = new(space.Edges);

        // Of a path nobody asks them.
        operationParameters = paths is null ? [.. space.CellKinds.Select((_, kind) => CountParameters(kind).DetachFromDisposeScope())] : [];

        Parameter[] Logits(long[] shape) =>
            [.. space.CellKinds.Select(_ => new Parameter(randn(shape, generator: generator) * ArchitectureScale))];
    }

    /// <inheritdoc/>
    public override SupernetForm Form { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Architecture => architecture;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> ArchitectureParameters => [.. architecture, .. edgeLogits];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> OperationParameters => operationParameters;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Derivable => space.Derivable;

    /// <inheritdoc/>
    public override int EdgesPerNode => space.EdgesPerNode;

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Relax() => Array.ConvertAll(architecture, logits => logits.softmax(-1));

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor>? RelaxEdges() => Form.EdgeNormalisation ? Array.ConvertAll(edgeLogits, edgeSoftmax.Of) : null;

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Presence() => Form.EdgeNormalisation
        ? [.. Relax().Zip(edgeLogits, (rows, logits) => rows * edgeSoftmax.Relative(logits).unsqueeze(-1))]
        : Relax();

    /// <inheritdoc/>
    public override Tensor forward(Tensor images, IReadOnlyList<Tensor> mixture)
    {
        ArgumentNullException.ThrowIfNull(mixture);
        var edges = RelaxEdges();
        mixture = edges is null ? mixture : [.. mixture.Zip(edges, (rows, shares) => rows * shares.unsqueeze(-1))];
        var before = stem.call(normalization.call(images));
        var previous = before;
        for (var i = 0; i < cells.Count; i++)
        {
            (before, previous) = (previous, Forward(i, before, previous, mixture, edges));
        }

        return classifier.call(functional.adaptive_avg_pool2d(tail.call(previous), 1).flatten(1));
    }

    /// <inheritdoc/>
    public override Genotype Derive(IReadOnlyList<double[,]> weights) => space.Derive(weights);

    /// <inheritdoc/>
    public override Network Extract(Genotype genotype)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var paths = space.CellKinds.Select((_, kind) => space.Path(genotype, kind)).ToArray();
        if (Form != SupernetForm.Plain)
        {
            return Masked(paths);
        }

        var network = space.BuildSearchForm(genotype, settings);
        var own = state_dict();
        foreach (var (name, target) in network.state_dict())
        {
            target.copy_(own[Shared(name, paths)]);
        }

        return network;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            Array.ForEach(architecture, parameter => parameter.Dispose());
            Array.ForEach(edgeLogits, parameter => parameter.Dispose());
            Array.ForEach(operationParameters, counts => counts.Dispose());
        }
    }

    private Tensor Forward(int cell, Tensor before, Tensor previous, IReadOnlyList<Tensor> mixture, IReadOnlyList<Tensor>? edges) =>
        cells[cell] is MixedCell mixed
            ? mixed.Forward(before, previous, mixture[plan[cell].Kind], edges?[plan[cell].Kind])
            : ((Module<Tensor, Tensor>)cells[cell]).call(previous);

    /// <summary>The path's part of this supernet: what it has bears the same names there.</summary>
    private MaskedPath Masked(IReadOnlyList<(int Edge, int Operation)>[] paths)
    {
        // What is drawn is overwritten.
        using var generator = new Generator(0);
        var part = new CellSupernet(space, settings, generator, Form, paths);
        part.load_state_dict(state_dict(), strict: false);
        foreach (var (target, source) in part.ArchitectureParameters.Zip(ArchitectureParameters))
        {
            target.copy_(source);
        }

        return new MaskedPath(part, Array.ConvertAll(paths, path =>
        {
            var rows = zeros([space.Edges.Count, space.Operations.Count]);
            foreach (var (edge, operation) in path)
            {
                rows[edge][operation].fill_(1);
            }

            return rows;
        }));
    }

    [GeneratedRegex(@"^cells\.(\d+)\.operations\.(\d+)\.")]
    private static partial Regex EdgeOfSubnet();

    /// <summary>Where the supernet keeps what a subnet calls by another name: its k-th edge is some edge's some choice here.</summary>
    private string Shared(string name, IReadOnlyList<(int Edge, int Operation)>[] paths) => EdgeOfSubnet().Replace(name, match =>
    {
        var cell = int.Parse(match.Groups[1].Value);
        var (edge, operation) = paths[plan[cell].Kind][int.Parse(match.Groups[2].Value)];
        return $"cells.{cell}.edges.{edge}.{space.Operations[operation]}.";
    });

    private Tensor CountParameters(int kind)
    {
        var counts = new float[space.Edges.Count * space.Operations.Count];
        var known = new Dictionary<(string Operation, int Channels, int Stride), long>();
        foreach (var (cell, edge, column) in
            from cell in plan
            where cell.Kind == kind
            from edge in Enumerable.Range(0, space.Edges.Count)
            from column in Enumerable.Range(0, space.Operations.Count)
            select (cell, edge, column))
        {
            counts[(edge * space.Operations.Count) + column] +=
                Count(space.Operations[column], cell.Channels, cell.Reduces && space.Edges[edge].Source < space.Inputs ? 2 : 1);
        }

        return tensor(counts, [space.Edges.Count, space.Operations.Count]);

        // Built anew: the operations at hand may be narrower.
        long Count(string operation, int channels, int stride)
        {
            if (!known.TryGetValue((operation, channels, stride), out var count))
            {
                using var built = space.BuildOperation(operation, channels, stride, settings.Kernels);
                known[(operation, channels, stride)] = count = built?.parameters().Sum(parameter => parameter.numel()) ?? 0;
            }

            return count;
        }
    }
}
