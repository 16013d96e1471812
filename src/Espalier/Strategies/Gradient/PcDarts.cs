using Espalier.Catalog;
using Espalier.Spaces;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// PC-DARTS: DARTS in first order, over a supernet that mixes a part of the channels on every edge and normalises the edges of a node. What
/// it saves in memory and time it spends on larger batches.
/// </summary>
/// <remarks>
/// <para>
/// Both are a part of every bi-level search (<c>--set partial-channels=4 --set edge-normalisation=true</c>); this one has the paper's defaults.
/// The batch is a setting of the run: the paper's rate of 0.1 belongs to one of 256 (<c>--batch 256</c>).
/// </para>
/// <para>
/// Departures: the weights' rate ends at 0, as the paper says, where the authors' code has 0.001
/// (<see cref="WeightOptions.WeightRateEnd"/>); in searches shorter than the paper's 50 epochs the architecture waits for a shorter time
/// (<see cref="PcDartsOptions.WarmUpShare"/>).
/// </para>
/// </remarks>
[Method(
    "pc-darts",
    Paper = "PC-DARTS: Partial Channel Connections for Memory-Efficient Architecture Search, arXiv 1907.05737",
    Year = 2019,
    Summary = "a quarter of the channels through the mixture of an edge, edges normalised")]
[NeedsSpace(typeof(ICellSpace))]
public sealed class PcDarts(GradientContext context, PcDartsOptions options) : BilevelStrategy(context, Within(context, options))
{
    /// <summary>The options with a warm-up that leaves a search of this length its share of epochs.</summary>
    private static PcDartsOptions Within(GradientContext context, PcDartsOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        return options with { WarmUp = Math.Min(options.WarmUp, (int)(context.Epochs * options.WarmUpShare)) };
    }
}

/// <summary>The settings of <see cref="PcDarts"/>. The paper searches CIFAR-10 for 50 epochs at a batch of 256 (section 4.2).</summary>
public sealed record PcDartsOptions : BilevelOptions
{
    /// <summary>
    /// First order; a quarter of the channels, edges normalised; 15 epochs of warm-up; rates of 0.1, falling to 0, and 6e-4.
    /// </summary>
    public PcDartsOptions() =>
        (Order, PartialChannels, EdgeNormalisation, WarmUp, WeightRate, WeightRateEnd, ArchitectureRate) =
        (UnrollOrder.First, 4, true, 15, 0.1, 0, 6e-4);

    /// <summary>
    /// The largest part of the search's epochs that <see cref="ArchitectureOptions.WarmUp"/> may take, 0 to 1. Default 0.3: the paper's 15 of 50.
    /// </summary>
    public double WarmUpShare { get; init => field = OptionRange.Share(value); } = 0.3;
}
