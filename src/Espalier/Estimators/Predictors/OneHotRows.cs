using Espalier.Spaces;

namespace Espalier.Estimators.Predictors;

/// <summary>Networks as rows of numbers, <see cref="OneHot"/>.</summary>
/// <param name="context">What a predictor is made from.</param>
/// <exception cref="InvalidInputException">The space is no row of choices.</exception>
internal sealed class OneHotRows(PredictorContext context)
{
    private readonly OneHot encoding = new(Choices.Of(context));

    /// <summary>How many numbers a row has.</summary>
    internal int Width => encoding.Width;

    /// <summary>The row of a network.</summary>
    internal double[] Of(NetworkFacts network) => encoding.Of(network.Genotype);

    /// <summary>The rows of networks.</summary>
    internal double[][] Of(IReadOnlyList<NetworkFacts> networks) => [.. networks.Select(Of)];
}
