using Espalier.Catalog;
using Espalier.Spaces;
using Espalier.Supernets;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// GDAS: every pass takes one operation per edge, drawn by the Gumbel-max trick; the temperature of the gradient falls linearly over the
/// epochs. A step costs what a network costs, not what a supernet does.
/// </summary>
/// <remarks>
/// <para>Departure: objectives and lower level may be those of any bi-level search; the paper has accuracy and clean images.</para>
/// <para>
/// Departures from the authors' later code (its configuration for DARTS' cells: 250 epochs at a batch of 256): momentum is plain, not
/// Nesterov's; the weights' decay is DARTS' 3e-4, not 5e-4 (<c>--set weight-decay=5e-4</c>); a node of a DARTS cell keeps two edges with
/// their strongest operations, where that code keeps the two strongest pairs of edge and operation, which may be of one edge.
/// </para>
/// </remarks>
[Method(
    "gdas",
    Paper = "Searching for A Robust Neural Architecture in Four GPU Hours, arXiv 1910.04465",
    Year = 2019,
    Summary = "one drawn operation per edge and pass, with the gradient of a Gumbel softmax")]
[NeedsSpace(typeof(ICellSpace))]
public sealed class Gdas : BilevelStrategy
{
    private readonly GradientContext context;
    private readonly GdasOptions options;
    private readonly GumbelSample sample;

    /// <summary>A search over a supernet, whose relaxation becomes the sample.</summary>
    public Gdas(GradientContext context, GdasOptions options)
        : base(context, options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        (this.context, this.options) = (context, options);
        context.Supernet.Relaxation = sample = new GumbelSample(Generator);
    }

    /// <inheritdoc/>
    public override void BeginEpoch(int epoch)
    {
        base.BeginEpoch(epoch);
        var progress = context.Epochs == 1 ? 0 : epoch / (context.Epochs - 1.0);
        sample.Temperature = options.Temperature + ((options.TemperatureEnd - options.Temperature) * progress);
    }
}

/// <summary>The settings of <see cref="Gdas"/>. The paper searches for 250 epochs in first order.</summary>
public sealed record GdasOptions : BilevelOptions
{
    /// <summary>First order.</summary>
    public GdasOptions() => Order = UnrollOrder.First;

    /// <summary>The temperature of the first epoch, above 0. Default 10.</summary>
    public double Temperature { get; init => field = OptionRange.Positive(value); } = 10;

    /// <summary>The temperature of the last epoch, above 0. Default 0.1.</summary>
    public double TemperatureEnd { get; init => field = OptionRange.Positive(value); } = 0.1;
}
