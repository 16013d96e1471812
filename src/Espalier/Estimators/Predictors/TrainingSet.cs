namespace Espalier.Estimators.Predictors;

/// <summary>What every predictor asks of those it learns from.</summary>
internal static class TrainingSet
{
    /// <summary>Refuses too few networks, and lists of different lengths.</summary>
    /// <exception cref="ArgumentException">They are.</exception>
    internal static void Check(IReadOnlyList<NetworkFacts> networks, IReadOnlyList<double> accuracies, int least)
    {
        ArgumentNullException.ThrowIfNull(networks);
        ArgumentNullException.ThrowIfNull(accuracies);
        if (networks.Count != accuracies.Count)
        {
            throw new ArgumentException($"{networks.Count} networks and {accuracies.Count} accuracies", nameof(accuracies));
        }

        if (networks.Count < least)
        {
            throw new ArgumentException($"{networks.Count} networks, and at least {least} are needed to learn from", nameof(networks));
        }
    }

    /// <summary>The fault of asking before there was anything to learn from.</summary>
    internal static InvalidOperationException Missing() => new("nothing was learnt yet: Fit comes first");
}
