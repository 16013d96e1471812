namespace Espalier.Estimators;

/// <summary>How alike a Gaussian process takes two inputs to be, by their distance r over the length l.</summary>
public enum Covariance
{
    /// <summary>exp(-r² / 2l²): functions that can be differentiated without end.</summary>
    Rbf,

    /// <summary>(1 + a + a²/3) exp(-a) with a = √5 r/l: functions that can be differentiated twice.</summary>
    Matern52,
}

/// <summary>Covariances as tensors, in the caller's scope.</summary>
internal static class Covariances
{
    // Where two inputs are one, the root has no slope; so near to 0 nothing else feels it.
    private const double Least = 1e-18;

    /// <summary>Squared distances [n, m] of rows [n, d] and [m, d].</summary>
    internal static Tensor SquaredDistances(Tensor one, Tensor other)
    {
        using var scope = NewDisposeScope();
        var norms = one.square().sum(1, keepdim: true) + other.square().sum(1, keepdim: true).t();
        return (norms - (one.matmul(other.t()) * 2)).clamp(min: Least).MoveToOuterDisposeScope();
    }

    /// <summary>Covariances [n, m] where <paramref name="distances"/> [n, m] are squared ones.</summary>
    internal static Tensor Of(Covariance kind, Tensor distances, Tensor variance, Tensor length)
    {
        using var scope = NewDisposeScope();
        var scaled = distances / length.square();
        if (kind == Covariance.Rbf)
        {
            return ((scaled * -0.5).exp() * variance).MoveToOuterDisposeScope();
        }

        var root = (scaled * 5).sqrt();
        return ((root + (scaled * (5.0 / 3)) + 1) * (-root).exp() * variance).MoveToOuterDisposeScope();
    }
}
