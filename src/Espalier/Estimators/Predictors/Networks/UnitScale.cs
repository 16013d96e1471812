namespace Espalier.Estimators.Predictors.Networks;

/// <summary>Accuracies from 0, the worst of those learnt from, to 1, the best: for networks that end in a sigmoid.</summary>
internal static class UnitScale
{
    internal static (double Shift, double Factor) Of(IReadOnlyList<double> accuracies)
    {
        var (least, most) = (accuracies.Min(), accuracies.Max());
        return (least, most > least ? most - least : 1);
    }
}
