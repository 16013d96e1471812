using Espalier.Estimators;

namespace Espalier.Cli.Benches.Predictors;

/// <summary>A predictor that takes part.</summary>
/// <param name="Name">As <c>--predictors</c> writes it.</param>
/// <param name="Make">Makes one from a seed.</param>
/// <param name="OnlyScored">Whether the table alone does not know what it needs.</param>
internal sealed record Contestant(string Name, Func<ulong, IPredictor> Make, bool OnlyScored)
{
    private const PredictorNeeds OfScored = PredictorNeeds.Proxies | PredictorNeeds.LayerProxies;

    /// <summary>A predictor of the catalogue with options.</summary>
    internal static Contestant Of(BenchVariant variant, PredictorCells cells)
    {
        var options = variant.Set.ToDictionary(option => option.Key, option => option.Value, StringComparer.Ordinal);
        var make = (ulong seed) => (IPredictor)variant.Entry.Create(new PredictorContext { Space = cells.Space, Seed = seed }, options);
        return new(variant.ToString(), make, (make(0).Needs & OfScored) != 0);
    }

    /// <summary>The scores that are beside every comparison, by themselves.</summary>
    internal static IEnumerable<Contestant> Baselines(PredictorCells cells) =>
    [
        .. new[] { "params", "macs" }.Select(proxy => new Contestant($"{proxy} alone", _ => new ScoreAlone(proxy), false)),
        .. cells.ProxiesOfScored.Where(proxy => proxy is "jacob-cov" or "naswot" or "synflow")
            .Select(proxy => new Contestant($"{proxy} alone", _ => new ScoreAlone(proxy), true)),
    ];
}
