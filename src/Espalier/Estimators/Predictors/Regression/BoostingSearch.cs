using Espalier.Evaluation;

namespace Espalier.Estimators.Predictors.Regression;

/// <summary>
/// Random search for settings of natural-gradient boosting: the best by Kendall's tau in a threefold cross-validation.
/// </summary>
/// <remarks>The ranges are those of the predictor study, arXiv 2104.01177.</remarks>
/// <param name="rows">Rows to learn from.</param>
/// <param name="targets">Theirs.</param>
/// <param name="seed">What folds and draws derive from.</param>
internal sealed class BoostingSearch(double[][] rows, double[] targets, ulong seed)
{
    private const int Folds = 3;

    /// <summary>The best of some settings and so many draws; the settings themselves where there are too few rows to fold.</summary>
    internal NaturalBoostingSettings Best(NaturalBoostingSettings first, int draws)
    {
        if (rows.Length < 2 * Folds)
        {
            return first;
        }

        var random = new SeededRandom(SeededRandom.Derive(seed, "settings"));
        int[] order = [.. Enumerable.Range(0, rows.Length)];
        random.Shuffle(order);
        return Enumerable.Range(0, draws).Select(_ => Draw(random)).Prepend(first).ToArray().MaxBy(settings => Score(settings, order))!;
    }

    internal NaturalBoostingSettings Draw(Random random)
    {
        var most = Math.Clamp(rows.Length / 3, 2, 19);
        return new(
            (int)LogUniform(128, 512),
            LogUniform(0.001, 0.1),
            Uniform(0.1, 1),
            new TreeShape(random.Next(1, 25), random.Next(2, most + 1), random.Next(2, most + 1), Uniform(0.1, 1)));

        double Uniform(double low, double high) => low + ((high - low) * random.NextDouble());

        double LogUniform(double low, double high) => Math.Exp(Uniform(Math.Log(low), Math.Log(high)));
    }

    private double Score(NaturalBoostingSettings settings, int[] order)
    {
        var told = new double[rows.Length];
        for (var fold = 0; fold < Folds; fold++)
        {
            int[] asked = [.. order.Where((_, place) => place % Folds == fold)];
            int[] learnt = [.. order.Where((_, place) => place % Folds != fold)];
            var boosting = new NaturalBoosting(settings, SeededRandom.Derive(seed, "fold", fold));
            boosting.Fit(Array.ConvertAll(learnt, row => rows[row]), Array.ConvertAll(learnt, row => targets[row]));
            foreach (var (row, prediction) in asked.Zip(boosting.Predict(Array.ConvertAll(asked, row => rows[row]))))
            {
                told[row] = prediction.Mean;
            }
        }

        // Where all are told alike there is no order at all: worse than any.
        var tau = RankCorrelation.Kendall(targets, told);
        return double.IsNaN(tau) ? -1 : tau;
    }
}
