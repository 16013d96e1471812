using System.Text.RegularExpressions;
using Espalier.Spaces;

namespace Espalier.Supernets.Cells;

/// <summary>
/// The one-shot network of a cell space (DARTS, section 2.2): every edge mixes every operation by a softmax over architecture
/// parameters that all cells of a kind share.
/// </summary>
/// <remarks>Weights and architecture parameters are drawn from the generator given; alpha starts as 1e-3 times a normal draw.</remarks>
public sealed partial class CellSupernet : Supernet
{
    private const double ArchitectureScale = 1e-3;
    private readonly ICellSpace space;
    private readonly NetworkSettings settings;
    private readonly IReadOnlyList<CellPlan> plan;
    private readonly Parameter[] architecture;
    private readonly Tensor[] operationParameters;
    private readonly Normalization normalization;
    private readonly Module<Tensor, Tensor> stem;
    private readonly ModuleList<Module> cells;
    private readonly Module<Tensor, Tensor> tail;
    private readonly Linear classifier;

    /// <summary>A supernet of a space at a width and depth.</summary>
    public CellSupernet(ICellSpace space, NetworkSettings settings, Generator generator)
        : base(nameof(CellSupernet))
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(settings);
        using var scope = NewDisposeScope();
        (this.space, this.settings, plan) = (space, settings, space.Plan(settings));
        normalization = new Normalization(settings.Input.Channels, settings.Statistics);
        stem = space.BuildStem(settings);
        cells = new(plan.Select(cell => cell.IsFixed ? space.BuildFixed(cell) : (Module)new MixedCell(space, cell, settings)));
        var outputs = plan[^1].Channels * (plan[^1].IsFixed ? 1 : space.Outputs.Count);
        tail = space.BuildTail(outputs);
        classifier = Linear(outputs, settings.Classes);
        RegisterComponents();
        Initialization.Draw(this, generator);
        architecture =
        [
            .. space.CellKinds.Select(_ =>
                new Parameter(randn([space.Edges.Count, space.Operations.Count], generator: generator) * ArchitectureScale)),
        ];
        operationParameters = [.. space.CellKinds.Select((_, kind) => CountParameters(kind).DetachFromDisposeScope())];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Architecture => architecture;

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> OperationParameters => operationParameters;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Derivable => space.Derivable;

    /// <inheritdoc/>
    public override int EdgesPerNode => space.EdgesPerNode;

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Relax() => Array.ConvertAll(architecture, logits => logits.softmax(-1));

    /// <inheritdoc/>
    public override Tensor forward(Tensor images, IReadOnlyList<Tensor> mixture)
    {
        ArgumentNullException.ThrowIfNull(mixture);
        var before = stem.call(normalization.call(images));
        var previous = before;
        for (var i = 0; i < cells.Count; i++)
        {
            (before, previous) = (previous, Forward(i, before, previous, mixture));
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
        var network = space.BuildSearchForm(genotype, settings);
        var paths = space.CellKinds.Select((_, kind) => space.Path(genotype, kind)).ToArray();
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
            Array.ForEach(operationParameters, counts => counts.Dispose());
        }
    }

    private Tensor Forward(int cell, Tensor before, Tensor previous, IReadOnlyList<Tensor> mixture) => cells[cell] is MixedCell mixed
        ? mixed.Forward(before, previous, mixture[plan[cell].Kind])
        : ((Module<Tensor, Tensor>)cells[cell]).call(previous);

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
        foreach (var (edge, column, count) in cells.Where((_, i) => plan[i].Kind == kind).Cast<MixedCell>().SelectMany(cell => cell.Parameters))
        {
            counts[(edge * space.Operations.Count) + column] += count;
        }

        return tensor(counts, [space.Edges.Count, space.Operations.Count]);
    }
}
