namespace Espalier.Estimators.Predictors.Regression;

/// <summary>
/// Rows as trees look at them: for each feature its distinct values in order, and for each row the place of its own among them. So a node
/// sorts nothing, and no value is merged with another.
/// </summary>
internal sealed class TreeRows
{
    /// <summary>Orders the values.</summary>
    internal TreeRows(double[][] rows)
    {
        Values = new double[rows[0].Length][];
        Places = new int[Values.Length][];
        for (var feature = 0; feature < Values.Length; feature++)
        {
            var column = Array.ConvertAll(rows, row => row[feature]);
            var values = column.Distinct().ToArray();
            Array.Sort(values);
            Values[feature] = values;
            Places[feature] = Array.ConvertAll(column, value => Array.BinarySearch(values, value));
        }
    }

    /// <summary>The distinct values of each feature, ascending.</summary>
    internal double[][] Values { get; }

    /// <summary>For each feature, the place of each row's value.</summary>
    internal int[][] Places { get; }
}
