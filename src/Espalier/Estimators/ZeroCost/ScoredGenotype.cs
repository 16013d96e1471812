namespace Espalier.Estimators.ZeroCost;

/// <summary>A genotype with its scores: a line of a score file.</summary>
/// <param name="Number">Its place among those asked for, from 0.</param>
/// <param name="Genotype">Its text.</param>
/// <param name="Scores">By the proxy's name; null where there is no finite one.</param>
/// <param name="Milliseconds">What each took, building the network included.</param>
public sealed record ScoredGenotype(
    int Number, string Genotype, IReadOnlyDictionary<string, double?> Scores, IReadOnlyDictionary<string, double> Milliseconds)
{
    /// <summary>
    /// What each layer adds to those that are sums over layers, by the proxy's name, in the network's order; null where it was not asked for.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>>? Layers { get; init; }

    /// <summary>Whether it is what a run of these terms writes, whatever a hand made of it.</summary>
    internal bool Fits(ScoringTerms terms) =>
        Number >= 0 && Genotype is not null && Scores is not null && Milliseconds is not null
        && terms.Proxies.All(Scores.ContainsKey) && terms.Proxies.All(Milliseconds.ContainsKey)
        && Layers is not null == terms.Layers;
}
