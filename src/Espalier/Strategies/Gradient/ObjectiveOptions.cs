using Espalier.Balancing;
using Espalier.Costs;
using Espalier.Data;

namespace Espalier.Strategies.Gradient;

/// <summary>How the objectives' gradients become one.</summary>
public enum ObjectiveBalance
{
    /// <summary>The point of least norm in their convex hull.</summary>
    Mgda,

    /// <summary>The plain sum: the paper's ablation without MGDA.</summary>
    Sum,
}

/// <summary>
/// What a search wants of an architecture, and how wishes are merged: what E2RNAS adds to the upper level of DARTS, and any search that
/// moves architecture parameters or probabilities can do.
/// </summary>
public record ObjectiveOptions : SelectionOptions, IObjectiveOptions
{
    /// <summary>
    /// The objectives, parted by commas: <c>accuracy</c> (validation loss), <c>params</c> (bounded expected count), <c>robustness</c>
    /// (validation loss on adversarial images made at the unrolled weights), <c>corruptions</c> (validation loss on images corrupted by one of
    /// <see cref="Espalier.Corruptions.CorruptionCatalog.ForSearch"/>, drawn for each), <c>ood</c> (how far predictions on images of
    /// <see cref="OodData"/> are from even: KL(uniform || prediction), which the authors of E2RNAS added later). Default <c>accuracy</c>; of
    /// E2RNAS <c>accuracy,params</c>, the form of arXiv v1.
    /// </summary>
    public string Objectives
    {
        get;
        init => field = ObjectiveNames.Check(value);
    } = ObjectiveNames.Accuracy;

    /// <summary>
    /// Whose training images are to be unknown, fitted to the run's where they differ: the name of data, or <c>noise</c>, even noise drawn anew at
    /// each step. Default noise; the authors of E2RNAS took SVHN.
    /// </summary>
    public string OodData { get; init => field = ObjectiveNames.CheckData(value); } = NoiseImages.Name;

    /// <summary>
    /// How the expected count is bounded. Default: floor (shrink, but not below) where only a floor is known, ceiling where only a ceiling
    /// is, band between both, none without. <c>abs</c> makes the floor the target.
    /// </summary>
    public BoundMode? Bound { get; init; }

    /// <summary>
    /// The lower bound L of the expected count at the search's width, in parameters of the searched operations; at least 0. Default:
    /// what the run's limits stand for.
    /// </summary>
    public double? Floor { get; init; }

    /// <summary>The upper bound U, likewise.</summary>
    public double? Ceiling { get; init; }

    /// <summary>How edges are counted. Default: every edge; the authors' defective form is there for comparison.</summary>
    public CountForm Count { get; init; } = CountForm.Edges;

    /// <summary>
    /// How many parameters make 1 in the objective's value and gradient; above 0. Default: null, the count of the uniform mixture, so that the
    /// objective starts near 1. The authors' code used 1, later 1e6 and 1e5.
    /// </summary>
    public double? Unit
    {
        get;
        init => field = value is null or (> 0 and < double.PositiveInfinity)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Unit), value, "above 0");
    }

    /// <summary>MGDA, or the plain sum. Default MGDA.</summary>
    public ObjectiveBalance Balance { get; init; } = ObjectiveBalance.Mgda;

    /// <summary>How gradients are scaled before they are weighed. Default none, as in the paper's runs.</summary>
    public GradientNormalisation Normalisation { get; init; } = GradientNormalisation.None;

    /// <summary>
    /// Whether the weights found multiply the scaled gradients, which keeps the promise of descent, or the raw ones, as the authors' code
    /// does. Default: scaled.
    /// </summary>
    public WeightTarget ApplyTo { get; init; } = WeightTarget.Normalised;

    /// <summary>Whether clamped weights are exactly 0 and 1, or 0.001 and 0.999 as in the authors' code. Default exact.</summary>
    public WeightClamp Clamp { get; init; } = WeightClamp.Exact;

    /// <summary>
    /// Whether a bound that is met leaves the hull, or stays in it with a zero gradient as in the authors' code. Default: leaves.
    /// </summary>
    public SatisfiedObjectives Satisfied { get; init; } = SatisfiedObjectives.Drop;

    /// <summary>What merges the gradients of several objectives.</summary>
    internal IBalancer CreateBalancer() => Balance == ObjectiveBalance.Sum
        ? new WeightedSum()
        : new Mgda(new MgdaOptions
        {
            Normalisation = Normalisation,
            ApplyTo = ApplyTo,
            Clamp = Clamp,
            SatisfiedObjectives = Satisfied,
        });

    /// <summary>Bounds given as options go before those that the run's limits stand for, of which a mode takes what it needs.</summary>
    /// <exception cref="ArgumentException">The bounds do not fit the mode.</exception>
    internal BoundedCost CreateBound(GradientContext context)
    {
        if (Floor is not null || Ceiling is not null)
        {
            return new BoundedCost(Bound ?? Natural(Floor, Ceiling), Floor, Ceiling);
        }

        var mode = Bound ?? Natural(context.Floor, context.Ceiling);
        return new BoundedCost(
            mode,
            BoundedCost.NeedsLower(mode) ? context.Floor : null,
            BoundedCost.NeedsUpper(mode) ? context.Ceiling : null);

        static BoundMode Natural(double? floor, double? ceiling) => (floor, ceiling) switch
        {
            (null, null) => BoundMode.None,
            (_, null) => BoundMode.Floor,
            (null, _) => BoundMode.Ceiling,
            _ => BoundMode.Band,
        };
    }
}
