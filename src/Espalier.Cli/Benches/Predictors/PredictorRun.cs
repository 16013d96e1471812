using Espalier.Evaluation;

namespace Espalier.Cli.Benches.Predictors;

/// <summary>How well predictions go with accuracies, -1 or 0 to 1. Predictions that are all the same order nothing and count 0.</summary>
/// <param name="Pearson">Of the values.</param>
/// <param name="Spearman">Of ranks.</param>
/// <param name="Kendall">Kendall's tau-b.</param>
/// <param name="SparseKendall">The same of predictions rounded to a tenth of a percent.</param>
/// <param name="Precision10">Of the ten predicted best, the part that is among the ten best.</param>
/// <param name="Precision20">Likewise of twenty.</param>
internal sealed record Agreement(
    double Pearson, double Spearman, double Kendall, double SparseKendall, double Precision10, double Precision20)
{
    private const double Percent = 100;

    internal static Agreement Of(double[] truth, double[] told) => new(
        Or0(RankCorrelation.Pearson(truth, told)),
        Or0(RankCorrelation.Spearman(truth, told)),
        Or0(RankCorrelation.Kendall(truth, told)),
        Or0(RankCorrelation.SparseKendall(Percents(truth), Percents(told), 1)),
        TopSelection.Precision(truth, told, Math.Min(10, truth.Length)),
        TopSelection.Precision(truth, told, Math.Min(20, truth.Length)));

    private static double Or0(double value) => double.IsFinite(value) ? value : 0;

    private static double[] Percents(double[] fractions) => Array.ConvertAll(fractions, value => value * Percent);
}

/// <summary>One fit of one predictor.</summary>
/// <param name="Predictor">Its name.</param>
/// <param name="Cells">On which cells.</param>
/// <param name="Labels">How many it learnt from.</param>
/// <param name="Trial">From 0.</param>
/// <param name="FitSeconds">What learning took here.</param>
/// <param name="QuerySeconds">What a prediction took here.</param>
/// <param name="Uniform">On cells drawn uniformly.</param>
/// <param name="Mutated">On children of good cells; null where there are none.</param>
/// <param name="Images">Which images it trained weights on; null: it needs none.</param>
internal sealed record PredictorRun(
    string Predictor,
    string Cells,
    int Labels,
    int Trial,
    double FitSeconds,
    double QuerySeconds,
    Agreement Uniform,
    Agreement? Mutated,
    string? Images = null);
