namespace Espalier.Estimators.ZeroCost.Observation;

/// <summary>How alike the rows of a matrix are.</summary>
internal static class Correlations
{
    private const double Floor = 1e-5;

    /// <summary>Pearson's coefficients of all pairs of rows, [n, n], in the caller's scope. A row that is constant gives NaN.</summary>
    internal static Tensor OfRows(Tensor rows)
    {
        using var scope = NewDisposeScope();
        var centred = rows - rows.mean([1], keepdim: true);
        var covariance = centred.matmul(centred.t());
        var deviation = covariance.diagonal().sqrt();
        return (covariance / deviation.unsqueeze(0) / deviation.unsqueeze(1)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Minus the sum over eigenvalues v of log(v + k) + 1 / (v + k), k = 1e-5: about minus the number of rows where none is like another,
    /// which is the most; far below where two are alike.
    /// </summary>
    internal static double Spectrum(Tensor rows)
    {
        using var scope = NewDisposeScope();
        var correlations = OfRows(rows);
        return correlations.isfinite().all().ToInt64() == 0
            ? double.NaN
            : -linalg.eigvalsh(correlations).data<double>().Sum(value => Math.Log(value + Floor) + (1 / (value + Floor)));
    }
}
