namespace Espalier.Estimators.Predictors.Networks;

/// <summary>What each layer of a network adds to proxies, as a row of numbers: proxy after proxy, layer after layer.</summary>
/// <remarks>
/// Values span many powers of ten, so that v becomes sign(v) log(1 + |v|) (ours); what is no number becomes 0 (the published rule).
/// </remarks>
internal static class LayerStatistics
{
    /// <summary>The names in a list with commas.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    internal static string[] Names(string list)
    {
        var names = list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names.Length > 0 ? names : throw new ArgumentException("needs names of proxies that are sums over layers, with commas between them");
    }

    /// <summary>The values of a proxy, layer by layer.</summary>
    /// <exception cref="InvalidInputException">The network has none.</exception>
    internal static double[] Of(NetworkFacts network, string proxy) =>
        network.LayerProxies.TryGetValue(proxy, out var layers) && layers.Count > 0
            ? [.. layers.Select(value => double.IsFinite(value) ? Math.Sign(value) * Math.Log(1 + Math.Abs(value)) : 0)]
            : throw new InvalidInputException(
                $"a network's layers by '{proxy}'", "are not known", "score it with a proxy that is a sum over layers, e.g. snip, synflow or grad-norm");
}
