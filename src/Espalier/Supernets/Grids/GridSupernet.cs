using System.Text.RegularExpressions;
using Espalier.Spaces;

namespace Espalier.Supernets.Grids;

/// <summary>
/// The one-shot network of a grid (sharpDARTS, arXiv 1903.09900, section 4: MultiChannelNet): maps of every width side by side; a kind is a layer
/// and stride, whose one softmax is over all pairs of widths and primitives; the maps of a width are the weighted sum of all steps to it.
/// </summary>
/// <remarks>
/// Weights and architecture parameters are drawn from the generator given; alpha starts as 1e-3 times a normal draw. A width that no step
/// with a share leads to has no maps, and what starts there is left out.
/// </remarks>
public sealed partial class GridSupernet : Supernet
{
    private const double ArchitectureScale = 1e-3;
    private readonly IGridSpace space;
    private readonly NetworkSettings settings;
    private readonly Parameter[] architecture;
    private readonly Tensor[] operationParameters;
    private readonly Normalization normalization;
    private readonly ModuleList<Module<Tensor, Tensor>> stems;
    private readonly ModuleList<MixedStep> steps;
    private readonly ModuleList<Module<Tensor, Tensor>> ends;
    private readonly Linear classifier;

    /// <summary>A supernet of a space at a width.</summary>
    public GridSupernet(IGridSpace space, NetworkSettings settings, Generator generator)
        : base(nameof(GridSupernet))
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(settings);
        using var scope = NewDisposeScope();
        (this.space, this.settings) = (space, settings);
        normalization = new Normalization(settings.Input.Channels, settings.Statistics);
        stems = new(Enumerable.Range(0, space.Widths).Select(width => space.BuildStem(width, settings)));
        steps = new(space.CellKinds.Select((_, kind) => new MixedStep(space, kind, settings)));
        ends = new(Enumerable.Range(0, space.Widths).Select(width => space.BuildEnd(width, settings)));
        classifier = Linear(space.Features(settings), settings.Classes);
        RegisterComponents();
        Initialization.Draw(this, generator);
        architecture =
            [.. space.CellKinds.Select(_ => new Parameter(randn([1, space.Steps.Count], generator: generator) * ArchitectureScale))];
        operationParameters = [.. steps.Select(step => tensor([.. step.Parameters], [1, space.Steps.Count]).DetachFromDisposeScope())];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Architecture => architecture;

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> OperationParameters => operationParameters;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Derivable => space.Derivable;

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Relax() => Array.ConvertAll(architecture, logits => logits.softmax(-1));

    /// <inheritdoc/>
    public override Tensor forward(Tensor images, IReadOnlyList<Tensor> mixture)
    {
        ArgumentNullException.ThrowIfNull(mixture);
        using var scope = NewDisposeScope();
        var pixels = normalization.call(images);
        Tensor?[] maps = [.. stems.Select(stem => stem.call(pixels))];
        for (var kind = 0; kind < steps.Count; kind++)
        {
            maps = steps[kind].Forward(maps, mixture[kind]);
        }

        var features = maps.Zip(ends, (map, end) => map is null ? null : end.call(map)).OfType<Tensor>().Aggregate((sum, next) => sum + next);
        return classifier.call(functional.adaptive_avg_pool2d(features, 1).flatten(1)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Genotype Derive(IReadOnlyList<double[,]> weights) => space.Derive(weights);

    /// <inheritdoc/>
    public override Genotype Derive(IReadOnlyList<double[,]> weights, PathRule rule) => space.Derive(weights, rule);

    /// <summary>The steps that go on from the one decided before and lead to the one decided behind.</summary>
    /// <inheritdoc/>
    public override IReadOnlyList<int> Choosable(int kind, IReadOnlyList<int[]> decided)
    {
        ArgumentNullException.ThrowIfNull(decided);
        var before = kind > 0 && decided[kind - 1][0] is >= 0 and var last ? space.Steps[last].To : default(int?);
        var behind = kind + 1 < decided.Count && decided[kind + 1][0] is >= 0 and var next ? space.Steps[next].From : default(int?);
        return [.. Derivable.Where(column =>
            space.Steps[column].From == (before ?? space.Steps[column].From) && space.Steps[column].To == (behind ?? space.Steps[column].To))];
    }

    /// <inheritdoc/>
    public override Network Extract(Genotype genotype)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var network = space.BuildSearchForm(genotype, settings);
        var path = space.CellKinds.Select((_, kind) => space.Path(genotype, kind)[0].Operation).ToArray();
        var own = state_dict();
        foreach (var (name, target) in network.state_dict())
        {
            target.copy_(own[Shared(name, path)]);
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

    [GeneratedRegex(@"^(stem|end|steps\.(\d+))\.")]
    private static partial Regex PartOfSubnet();

    /// <summary>Where the supernet keeps what a subnet calls by another name.</summary>
    private string Shared(string name, int[] path) => PartOfSubnet().Replace(name, match => match.Groups[1].Value switch
    {
        "stem" => $"stems.{space.Steps[path[0]].From}.",
        "end" => $"ends.{space.Steps[path[^1]].To}.",
        _ => $"steps.{match.Groups[2].Value}.{path[int.Parse(match.Groups[2].Value)]}.",
    });
}
