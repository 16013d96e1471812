using Espalier.Estimators.Predictors.Regression;
using Espalier.Spaces;

namespace Espalier.Estimators.Predictors;

/// <summary>A predictor that sees a network as a row of zeros and ones, <see cref="OneHot"/>.</summary>
public abstract class EncodedPredictor : IPredictor
{
    private readonly OneHot encoding;
    private readonly IRegressor regressor;

    private protected EncodedPredictor(PredictorContext context, IRegressor regressor) =>
        (encoding, this.regressor) = (EncodingOf(context), regressor);

    /// <inheritdoc/>
    public void Fit(IReadOnlyList<NetworkFacts> networks, IReadOnlyList<double> accuracies)
    {
        Check(networks, accuracies, ((IPredictor)this).LeastNetworks);
        regressor.Fit(Rows(networks), [.. accuracies]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Prediction> Predict(IReadOnlyList<NetworkFacts> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        return networks.Count == 0 ? [] : regressor.Predict(Rows(networks));
    }

    /// <summary>The encoding of a space.</summary>
    /// <exception cref="InvalidInputException">Its genotypes are no rows of choices.</exception>
    internal static OneHot EncodingOf(PredictorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Space is IChoiceSpace choices
            ? new OneHot(choices)
            : throw new InvalidInputException(
                $"space '{context.Space.Name}'", "is no row of choices that trees could split", "take a predictor that needs no such space");
    }

    /// <summary>Refuses what cannot be learnt from.</summary>
    /// <exception cref="ArgumentException">There are too few, or not as many of one as of the other.</exception>
    internal static void Check(IReadOnlyList<NetworkFacts> networks, IReadOnlyList<double> accuracies, int least)
    {
        ArgumentNullException.ThrowIfNull(networks);
        ArgumentNullException.ThrowIfNull(accuracies);
        if (networks.Count != accuracies.Count || networks.Count < least)
        {
            throw new ArgumentException(
                $"{networks.Count} networks with {accuracies.Count} accuracies; at least {least} of both are needed", nameof(networks));
        }
    }

    private protected double[][] Rows(IReadOnlyList<NetworkFacts> networks) => [.. networks.Select(network => encoding.Of(network.Genotype))];
}
