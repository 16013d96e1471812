using System.Globalization;
using Espalier.XGBoost;

namespace Espalier.Estimators.Predictors.Regression;

/// <summary>
/// Gradient boosting of the squared error by XGBoost, on one thread, so that the same rows make the same trees. It learns standardised targets;
/// what it tells is in the unit of those given.
/// </summary>
internal sealed class GradientBoosting : IRegressor, IDisposable
{
    private readonly int rounds;
    private readonly Dictionary<string, string> parameters;
    private BoostedTrees? trees;
    private Standardised scale;

    /// <summary>One that has learnt nothing yet.</summary>
    /// <param name="rounds">How many trees.</param>
    /// <param name="parameters">XGBoost's own names and values.</param>
    /// <param name="seed">What its draws derive from.</param>
    /// <exception cref="InvalidInputException">XGBoost is not installed.</exception>
    internal GradientBoosting(int rounds, IReadOnlyDictionary<string, string> parameters, ulong seed)
    {
        Require();
        this.rounds = rounds;
        this.parameters = new(parameters)
        {
            ["objective"] = "reg:squarederror",
            ["base_score"] = "0",
            ["nthread"] = "1",
            ["verbosity"] = "0",
            ["seed"] = ((int)(SeededRandom.Derive(seed, "boosting") >> 33)).ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <inheritdoc/>
    public void Fit(double[][] rows, double[] targets)
    {
        trees?.Dispose();
        trees = null;
        scale = Standardised.Of(targets);
        using var matrix = new FeatureMatrix(rows, scale.Apply(targets));
        trees = new BoostedTrees(matrix, rounds, parameters);
    }

    /// <inheritdoc/>
    public Prediction[] Predict(double[][] rows)
    {
        using var matrix = new FeatureMatrix(rows);
        return Array.ConvertAll(Trees.Predict(matrix), told => new Prediction(scale.Mean + (scale.Deviation * told)));
    }

    /// <summary>What each feature adds to each row's prediction, and last the base of all, in the unit of targets.</summary>
    internal double[][] Contributions(double[][] rows)
    {
        using var matrix = new FeatureMatrix(rows);
        var parts = Trees.Contributions(matrix);
        foreach (var row in parts)
        {
            Scale(row);
            row[^1] += scale.Mean;
        }

        return parts;
    }

    /// <summary>The same parted among pairs.</summary>
    internal double[][][] Interactions(double[][] rows)
    {
        using var matrix = new FeatureMatrix(rows);
        var pairs = Trees.Interactions(matrix);
        foreach (var square in pairs)
        {
            Array.ForEach(square, Scale);
            square[^1][^1] += scale.Mean;
        }

        return pairs;
    }

    /// <inheritdoc/>
    public void Dispose() => trees?.Dispose();

    private BoostedTrees Trees => trees ?? throw TrainingSet.Missing();

    private void Scale(double[] row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            row[i] *= scale.Deviation;
        }
    }

    private static void Require()
    {
        try
        {
            _ = XGBoostLibrary.Version;
        }
        catch (DllNotFoundException fault)
        {
            throw new InvalidInputException(
                "boosted trees",
                fault.Message,
                $"run `apt-get install {XGBoostLibrary.Package}`, or set {XGBoostLibrary.Variable}=/path/libxgboost.so",
                fault);
        }
    }
}
