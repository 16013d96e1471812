using Espalier.Catalog;

namespace Espalier.Balancing;

/// <summary>Multiple-gradient descent: the least-norm point of the convex hull of the gradients as common descent direction.</summary>
/// <remarks>
/// <para>
/// With the default options d = sum_i factor_i g_i satisfies d . g_i / s_i >= ||d||^2 for every objective in the hull (s_i its scale), so a
/// small step along -d makes none of them worse, and d = 0 exactly where no such step exists.
/// </para>
/// <para>
/// Departures from the authors' code of arXiv 2011.09820 and 1810.04650, each with the option that brings theirs back
/// (all at once: <see cref="MgdaOptions.Authors"/>):
/// weights multiply the normalised gradients they were found for, not the raw losses (with L2 normalisation of two objectives the weights
/// are always one half, so on raw losses that is equal weighting and no MGDA);
/// a weight at the end of the segment is 1 or 0, not 0.999 or 0.001 (the gradient of a parameter count, about 1e5, swamps the other even
/// with a share of 0.001);
/// an objective with a gradient of exactly zero leaves the hull (a satisfied bound would otherwise take all weight and stop the search).
/// </para>
/// <para>
/// The authors' clamp applies to two objectives in the hull; for three or more their solver applies it to its inner line searches,
/// which is not imitated. Under that clamp two equal gradients give 0.999 and 0.001, as theirs do.
/// </para>
/// <para>
/// The weights see the gradients they are given. A second-order correction added afterwards is outside the guarantee.
/// </para>
/// </remarks>
[Method(
    "mgda",
    Paper = "Desideri, Multiple-gradient descent algorithm (MGDA) for multiobjective optimization, 2012; "
        + "Sener and Koltun, Multi-Task Learning as Multi-Objective Optimization, arXiv 1810.04650",
    Year = 2012,
    Summary = "Steps along the least-norm point of the hull of the gradients, which descends on every objective at once.")]
public sealed class Mgda : IBalancer
{
    private const double AuthorsShare = 0.001;

    private readonly MgdaOptions options;

    /// <summary>MGDA with the default options.</summary>
    public Mgda()
        : this(new MgdaOptions())
    {
    }

    /// <summary>MGDA with the given options.</summary>
    public Mgda(MgdaOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
    }

    /// <inheritdoc/>
    /// <remarks>Dropped objectives have gamma and factor 0. If every gradient is zero none is dropped and the weights are equal.</remarks>
    public BalancedWeights Weigh(double[,] gram, double[] losses)
    {
        var count = Gram.Check(gram, losses);
        var scales = new double[count];
        for (var index = 0; index < count; index++)
        {
            scales[index] = GradientScale.Of(options.Normalisation, gram[index, index], losses[index]);
        }

        var hull = Hull(gram);
        var inner = Solve(Restrict(gram, hull, scales));
        var gamma = new double[count];
        var factors = new double[count];
        for (var place = 0; place < hull.Length; place++)
        {
            var index = hull[place];
            gamma[index] = inner[place];
            factors[index] = options.ApplyTo == WeightTarget.Normalised ? inner[place] / scales[index] : inner[place];
        }

        return new(gamma, factors);
    }

    private int[] Hull(double[,] gram)
    {
        var all = Enumerable.Range(0, gram.GetLength(0)).ToArray();
        var active = Array.FindAll(all, index => gram[index, index] > 0);
        return options.SatisfiedObjectives == SatisfiedObjectives.Drop && active.Length > 0 ? active : all;
    }

    /// <summary>The Gram matrix of the normalised hull; two divisions, so that a product of scales cannot overflow.</summary>
    private static double[,] Restrict(double[,] gram, int[] hull, double[] scales)
    {
        var inner = new double[hull.Length, hull.Length];
        for (var row = 0; row < hull.Length; row++)
        {
            for (var column = 0; column < hull.Length; column++)
            {
                inner[row, column] = gram[hull[row], hull[column]] / scales[hull[row]] / scales[hull[column]];
            }
        }

        return inner;
    }

    private double[] Solve(double[,] gram)
    {
        if (options.Clamp == WeightClamp.Exact || gram.GetLength(0) != 2)
        {
            return MinimumNorm.Solve(gram);
        }

        var cross = gram[0, 1];
        return cross >= gram[0, 0] ? [1 - AuthorsShare, AuthorsShare]
            : cross >= gram[1, 1] ? [AuthorsShare, 1 - AuthorsShare]
            : MinimumNorm.Solve(gram);
    }
}
