using Espalier.Spaces;

namespace Espalier.Estimators.Predictors;

/// <summary>What a predictor asks of a space.</summary>
internal static class Choices
{
    /// <summary>The space as a row of choices.</summary>
    /// <exception cref="InvalidInputException">It is none.</exception>
    internal static IChoiceSpace Of(PredictorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Space as IChoiceSpace ?? throw Lacking(context, "is no row of choices, and this predictor learns from these");
    }

    /// <summary>The space as one of cells.</summary>
    /// <exception cref="InvalidInputException">It is none.</exception>
    internal static ICellSpace Cells(PredictorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Space as ICellSpace ?? throw Lacking(context, "has no cells, and this predictor learns from their graphs");
    }

    private static InvalidInputException Lacking(PredictorContext context, string what) =>
        new($"space '{context.Space.Name}'", what, "give another, or choose another predictor");
}
