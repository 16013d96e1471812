using Espalier.Spaces;

namespace Espalier.Estimators.Predictors.Networks;

/// <summary>The frame of networks that see an architecture as its one-hot row.</summary>
public abstract class OneHotPredictor : NetworkPredictor
{
    private readonly OneHot encoding;

    private protected OneHotPredictor(PredictorContext context, NetworkPredictorOptions options)
        : base(context, options) =>
        encoding = new OneHot(Choices.Of(context.Space));

    /// <summary>How wide a row is.</summary>
    private protected int Width => encoding.Width;

    private protected sealed override float[] Row(NetworkFacts network) => Array.ConvertAll(encoding.Of(network.Genotype), value => (float)value);
}

/// <summary>What a predictor asks of a space.</summary>
internal static class Choices
{
    /// <summary>The space as a row of choices.</summary>
    /// <exception cref="InvalidInputException">It is none.</exception>
    internal static IChoiceSpace Of(ISearchSpace space) => space as IChoiceSpace
        ?? throw new InvalidInputException($"space '{space.Name}'", "is no row of choices, and this predictor learns from these", "give another");

    /// <summary>The space as one of cells.</summary>
    /// <exception cref="InvalidInputException">It is none.</exception>
    internal static ICellSpace Cells(ISearchSpace space) => space as ICellSpace
        ?? throw new InvalidInputException($"space '{space.Name}'", "has no cells, and this predictor learns from their graphs", "give another");
}
