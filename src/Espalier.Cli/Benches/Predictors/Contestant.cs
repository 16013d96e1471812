using Espalier.Estimators;

namespace Espalier.Cli.Benches.Predictors;

/// <summary>A predictor that takes part.</summary>
/// <param name="Name">As <c>--predictors</c> writes it.</param>
/// <param name="Maker">Makes one.</param>
/// <param name="Cells">What it is to judge.</param>
internal sealed record Contestant(string Name, Func<PredictorContext, IPredictor> Maker, PredictorCells Cells)
{
    private const PredictorNeeds OfScored = PredictorNeeds.Proxies | PredictorNeeds.LayerProxies;

    /// <summary>A predictor of the catalogue with options.</summary>
    internal static Contestant Of(BenchVariant variant, PredictorCells cells)
    {
        var options = variant.Set.ToDictionary(option => option.Key, option => option.Value, StringComparer.Ordinal);
        var contestant = new Contestant(variant.ToString(), context => (IPredictor)variant.Entry.Create(context, options), cells);
        return contestant with { OnlyScored = (contestant.Needs & OfScored) != 0 };
    }

    /// <summary>The scores that are beside every comparison, by themselves.</summary>
    internal static IEnumerable<Contestant> Baselines(PredictorCells cells) =>
    [
        .. new[] { "params", "macs" }.Select(proxy => new Contestant($"{proxy} alone", _ => new ScoreAlone(proxy), cells)),
        .. cells.ProxiesOfScored.Where(proxy => proxy is "jacob-cov" or "naswot" or "synflow")
            .Select(proxy => new Contestant($"{proxy} alone", _ => new ScoreAlone(proxy), cells) { OnlyScored = true }),
    ];

    /// <summary>Whether the table alone does not know what it needs.</summary>
    internal bool OnlyScored { get; private init; }

    /// <summary>What it needs.</summary>
    internal PredictorNeeds Needs => Make(0).Needs;

    /// <summary>Whether it trains weights on images.</summary>
    internal bool NeedsImages => Needs.HasFlag(PredictorNeeds.Images);

    /// <summary>Makes one from a seed.</summary>
    /// <param name="seed">What its draws derive from.</param>
    /// <param name="images">For one that trains weights.</param>
    internal IPredictor Make(ulong seed, PredictorImages? images = null) =>
        Maker(new PredictorContext { Space = Cells.Space, Seed = seed, Images = images });

    /// <summary>What it cannot have; null: there is all it needs.</summary>
    /// <param name="hasImages">Whether images were given.</param>
    internal string? Lack(bool hasImages) =>
        Needs.HasFlag(PredictorNeeds.LayerProxies) && !Cells.KnowsLayers ? "needs what each layer adds to scores: give it with --layers"
        : NeedsImages && !hasImages ? "needs images to train weights on: give --images"
        : null;
}
