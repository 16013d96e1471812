namespace Espalier.Estimators.ZeroCost;

/// <summary>What a proxy says of a network.</summary>
/// <param name="Value">
/// The score; null where it is no finite number, as where two inputs cannot be told apart or no gradient flows: worse than every other.
/// </param>
/// <param name="Layers">
/// What the layers with weights, or whatever the proxy sums over, add to it, in the network's order; empty where it is no sum over layers.
/// </param>
public sealed record ProxyScore(double? Value, IReadOnlyList<double> Layers)
{
    /// <summary>A score that is no sum over layers.</summary>
    public static ProxyScore Of(double value) => new(double.IsFinite(value) ? value : null, []);

    /// <summary>The sum over layers.</summary>
    public static ProxyScore Sum(IEnumerable<double> layers)
    {
        double[] each = [.. layers];
        return Of(each.Sum()) with { Layers = each };
    }
}
