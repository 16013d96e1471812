namespace Espalier.Estimators.Predictors.Regression;

/// <summary>A random forest: the mean of trees that each look at other features; how far they lie apart is how unsure it is.</summary>
/// <param name="trees">How many.</param>
/// <param name="shape">How large each grows.</param>
/// <param name="bootstrap">Whether each learns from rows drawn with replacement; else from all.</param>
/// <param name="seed">What its draws derive from.</param>
internal sealed class Forest(int trees, TreeShape shape, bool bootstrap, ulong seed) : IRegressor
{
    private RegressionTree[] grown = [];

    /// <inheritdoc/>
    public void Fit(double[][] rows, double[] targets)
    {
        var table = new TreeRows(rows);
        grown = [.. Enumerable.Range(0, trees).Select(tree =>
        {
            var random = new SeededRandom(SeededRandom.Derive(seed, "tree", tree));
            int[] sample = [.. Enumerable.Range(0, rows.Length).Select(row => bootstrap ? random.Next(rows.Length) : row)];
            return RegressionTree.Grow(table, targets, sample, shape, random);
        })];
    }

    /// <inheritdoc/>
    public Prediction[] Predict(double[][] rows) => Array.ConvertAll(rows, row =>
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var tree in grown)
        {
            var told = tree.Of(row);
            sum += told;
            squares += told * told;
        }

        var mean = sum / grown.Length;
        return new Prediction(mean, Math.Sqrt(Math.Max(0, (squares / grown.Length) - (mean * mean))));
    });
}
