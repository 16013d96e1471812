using Espalier.Catalog;
using Espalier.Supernets;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// RARTS: one level in place of two. Weights w on training data and their copy y on validation data, tied by a quadratic penalty, share
/// an architecture that descends both losses; weights, copy and architecture step in turn, each beside what the others have come to.
/// </summary>
/// <remarks>
/// <para>
/// L(y, w, alpha) = L_val(y, alpha) + lambda L_train(w, alpha) + (beta / 2) ||y - w||^2. A step is four passes, each differentiated once:
/// w, y, and the architecture at both. What is derived and kept is of w.
/// </para>
/// <para>
/// The abstract confirms the single level, the two networks and their Gauss-Seidel iteration, and that no second derivatives are needed;
/// the exact form, and the defaults of lambda and beta, are our reading. Ours, too: w alone trains on the adversarial images of a
/// lower level and beside its teachers, while y and the architecture see clean ones, except for the objective of robustness; the clipping
/// of gradients counts the penalty in.
/// </para>
/// </remarks>
[Method(
    "rarts",
    Paper = "RARTS: An Efficient First-Order Relaxed Architecture Search Method, arXiv 2008.03901",
    Year = 2020,
    Summary = "weights and a tied copy on split data; the architecture descends both losses")]
public sealed class Rarts : BilevelStrategy
{
    private readonly AlternateState copy;

    /// <summary>A search over a supernet, whose weights are w; y begins as they do.</summary>
    /// <exception cref="ArgumentException">The penalty is too strong for the rate, or the bounds do not fit the mode.</exception>
    public Rarts(GradientContext context, RartsOptions options)
        : this(context, Sound(options), new AlternateState(context.Supernet.state_dict()))
    {
    }

    private Rarts(GradientContext context, RartsOptions options, AlternateState copy)
        : base(context, options, generator => new SearchLevels(
            new SplitDescent(context, options, copy, generator), new SplitGradient(context.Supernet, copy, options.Lambda), WeightsFirst: true)) =>
        this.copy = copy;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            copy.Dispose();
        }
    }

    private static RartsOptions Sound(RartsOptions options) => options.Beta * options.WeightRate < 1
        ? options
        : throw new ArgumentException(
            $"beta {options.Beta} times weight-rate {options.WeightRate} is {options.Beta * options.WeightRate}: it must be below 1",
            nameof(options));
}

/// <summary>The settings of <see cref="Rarts"/>. What it trains by is that of DARTS.</summary>
public sealed record RartsOptions : ArchitectureOptions
{
    /// <summary>
    /// The factor of the training loss, in the weights' step and in the architecture's, at least 0. Default 1, so that the weights step as
    /// those of DARTS; larger ones come nearer to the two-level problem, and call for a smaller <see cref="WeightOptions.WeightRate"/>.
    /// </summary>
    public double Lambda { get; init => field = OptionRange.NotNegative(value); } = 1;

    /// <summary>
    /// The penalty's factor, at least 0; times the weights' rate it must be below 1. Default 10. The larger, the closer the copy keeps to
    /// the weights.
    /// </summary>
    public double Beta { get; init => field = OptionRange.NotNegative(value); } = 10;
}
