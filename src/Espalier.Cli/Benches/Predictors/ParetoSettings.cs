namespace Espalier.Cli.Benches.Predictors;

/// <summary>Settings that no other one beats: none orders cells as well for as little, before the first question and at each.</summary>
internal static class ParetoSettings
{
    internal static IReadOnlyList<(PredictorResult Result, PredictorSetting Setting)> Of(IReadOnlyList<PredictorResult> results)
    {
        (PredictorResult Result, PredictorSetting Setting)[] all =
            [.. results.SelectMany(result => result.Settings.Select(setting => (result, setting)))];
        return [.. all.Where(one => !Array.Exists(all, other => Dominates(other.Setting, one.Setting)))];
    }

    private static bool Dominates(PredictorSetting one, PredictorSetting other) => one.Kendall.Mean >= other.Kendall.Mean
        && one.InitialisationSeconds <= other.InitialisationSeconds
        && one.QuerySeconds <= other.QuerySeconds
        && (one.Kendall.Mean, one.InitialisationSeconds, one.QuerySeconds) != (other.Kendall.Mean, other.InitialisationSeconds, other.QuerySeconds);
}
