using Espalier.Catalog;
using Espalier.Supernets;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// GDAS: every pass takes one operation per edge, drawn by the Gumbel-max trick; the temperature of the gradient falls linearly over the
/// epochs. A step costs what a network costs, not what a supernet does.
/// </summary>
/// <remarks>Departure: objectives and lower level may be those of any bi-level search; the paper has accuracy and clean images.</remarks>
[Method(
    "gdas",
    Paper = "Searching for A Robust Neural Architecture in Four GPU Hours, arXiv 1910.04465",
    Year = 2019,
    Summary = "one drawn operation per edge and pass, with the gradient of a Gumbel softmax")]
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
    public double Temperature { get; init => field = Positive(value, nameof(Temperature)); } = 10;

    /// <summary>The temperature of the last epoch, above 0. Default 0.1.</summary>
    public double TemperatureEnd { get; init => field = Positive(value, nameof(TemperatureEnd)); } = 0.1;
}
