using Espalier.Spaces;

namespace Espalier.Estimators.Predictors;

/// <summary>Networks as rows of numbers, by the encoding that every row of choices has.</summary>
internal sealed class OneHotRows(PredictorContext context)
{
    private readonly OneHot encoding = new(context.Space as IChoiceSpace ?? throw new InvalidInputException(
        $"space '{context.Space.Name}'", "is no row of choices that a predictor could learn from", "choose another space"));

    /// <summary>How many numbers a row has.</summary>
    internal int Width => encoding.Width;

    /// <summary>The rows of networks.</summary>
    internal double[][] Of(IReadOnlyList<NetworkFacts> networks) => [.. networks.Select(network => encoding.Of(network.Genotype))];

    /// <summary>Refuses what cannot be learnt from.</summary>
    /// <exception cref="ArgumentException">There are too few, or not as many of one as of the other.</exception>
    internal static void Check(IReadOnlyList<NetworkFacts> networks, IReadOnlyList<double> accuracies, int least)
    {
        ArgumentNullException.ThrowIfNull(networks);
        ArgumentNullException.ThrowIfNull(accuracies);
        if (networks.Count < least || networks.Count != accuracies.Count)
        {
            throw new ArgumentException($"{networks.Count} networks and {accuracies.Count} accuracies; at least {least} are needed", nameof(accuracies));
        }
    }
}
