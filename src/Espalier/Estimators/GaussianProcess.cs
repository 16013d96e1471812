using Espalier.Catalog;

namespace Espalier.Estimators;

/// <summary>
/// An exact Gaussian process over rows of numbers: a mean and a deviation wherever it is asked, from the values at a few rows. Values are
/// standardised; the kernel is isotropic.
/// </summary>
/// <remarks>
/// Rasmussen and Williams, "Gaussian Processes for Machine Learning", algorithm 2.1. Variance, length and noise are those of the largest posterior
/// density, the first two under log-normal(0, 1) priors over themselves, not over their logarithms, unless <see cref="GaussianProcessSettings.Priors"/>
/// is false; the noise has no prior.
/// </remarks>
public sealed class GaussianProcess
{
    // Keeps the matrix positive definite where rows are doubled and there is hardly any noise.
    private const double Jitter = 1e-8;
    private const double LeastNoise = 1e-6;
    private readonly GaussianProcessSettings settings;
    private double[] inputs = [];
    private double[] triangle = [];
    private double[] weights = [];
    private int columns;
    private Standardised scale;

    /// <summary>A process that knows nothing yet.</summary>
    public GaussianProcess(GaussianProcessSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        this.settings = settings;
        (Variance, Length, Noise) = (settings.Variance, settings.Length, settings.Noise);
    }

    /// <summary>The kernel's variance, in squared deviations of the values.</summary>
    public double Variance { get; private set; }

    /// <summary>The kernel's length, in the unit of the rows.</summary>
    public double Length { get; private set; }

    /// <summary>The variance of the noise, in squared deviations of the values.</summary>
    public double Noise { get; private set; }

    /// <summary>The logarithm of the marginal likelihood of the standardised values.</summary>
    public double LogLikelihood { get; private set; }

    /// <summary>Learns, from nothing.</summary>
    /// <param name="rows">At least one, all of one length.</param>
    /// <param name="values">One each.</param>
    /// <exception cref="ArgumentException">There are none, or not as many of one as of the other.</exception>
    public void Fit(IReadOnlyList<double[]> rows, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(values);
        if (rows.Count == 0 || rows.Count != values.Count)
        {
            throw new ArgumentException($"{rows.Count} rows and {values.Count} values", nameof(values));
        }

        using var scope = NewDisposeScope();
        (columns, inputs) = (rows[0].Length, [.. rows.SelectMany(row => row)]);
        scale = Standardised.Of(values);
        var known = tensor(inputs, [rows.Count, columns]);
        var targets = tensor(scale.Apply(values), [rows.Count, 1]);
        var distances = Covariances.SquaredDistances(known, known);
        Adapt(distances, targets);
        using var still = no_grad();
        var factor = Factor(distances, Number(Variance), Number(Length), Number(Noise));
        var white = linalg.solve_triangular(factor, targets, upper: false);
        triangle = factor.data<double>().ToArray();
        weights = linalg.solve_triangular(factor.t(), white, upper: true).data<double>().ToArray();
        LogLikelihood = -Surprise(factor, white).ToDouble();
    }

    /// <summary>The posterior of the function, without the noise of a measurement, at each row.</summary>
    /// <exception cref="InvalidOperationException">Nothing was learnt yet.</exception>
    public IReadOnlyList<Prediction> Predict(IReadOnlyList<double[]> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (weights.Length == 0)
        {
            throw new InvalidOperationException("nothing was learnt yet");
        }

        if (rows.Count == 0)
        {
            return [];
        }

        using var still = no_grad();
        using var scope = NewDisposeScope();
        var count = weights.LongLength;
        var asked = tensor<double>([.. rows.SelectMany(row => row)], [rows.Count, columns]);
        var distances = Covariances.SquaredDistances(tensor(inputs, [count, columns]), asked);
        var cross = Covariances.Of(settings.Covariance, distances, Number(Variance), Number(Length));
        var means = cross.t().matmul(tensor(weights, [count, 1])).flatten().data<double>();
        var explained = linalg.solve_triangular(tensor(triangle, [count, count]), cross, upper: false).square().sum([0]).data<double>();
        return [.. means.Zip(explained, (mean, part) => scale.Back(mean, Variance - part))];
    }

    private static Tensor Number(double value) => tensor(value, ScalarType.Float64);

    /// <summary>Minus the log-likelihood, from the triangle and what solves it for the targets.</summary>
    private static Tensor Surprise(Tensor factor, Tensor white) =>
        (white.square().sum() * 0.5) + factor.diagonal().log().sum() + (0.5 * Math.Log(2 * Math.PI) * white.numel());

    /// <summary>Minus the logarithm of the priors' densities, but for a constant.</summary>
    private static Tensor Improbability(Tensor shape) => (shape.square() * 0.5).sum() + shape.sum();

    private void Adapt(Tensor distances, Tensor targets)
    {
        (Variance, Length, Noise) = (settings.Variance, settings.Length, settings.Noise);
        using var logs = new Parameter(tensor([Math.Log(Variance), Math.Log(Length), Math.Log(Noise)], [3]));
        SmoothMinimum.Approach([logs], settings.Steps, settings.Rate, () =>
        {
            var parts = logs.exp();
            var factor = Factor(
                distances, settings.LearnsVariance ? parts[0] : Number(Variance), parts[1], settings.LearnsNoise ? parts[2] : Number(Noise));
            var surprise = Surprise(factor, linalg.solve_triangular(factor, targets, upper: false));
            return settings.Priors ? surprise + Improbability(logs.narrow(0, 0, 2)) : surprise;
        });
        double[] found = [.. logs.data<double>().Select(Math.Exp)];
        Length = found[1];
        Variance = settings.LearnsVariance ? found[0] : Variance;
        Noise = settings.LearnsNoise ? Math.Max(found[2], LeastNoise) : Noise;
    }

    private Tensor Factor(Tensor distances, Tensor variance, Tensor length, Tensor noise)
    {
        var covariance = Covariances.Of(settings.Covariance, distances, variance, length);
        var diagonal = noise.clamp(min: LeastNoise) + (variance.detach() * Jitter);
        return linalg.cholesky(covariance + (eye(distances.size(0), ScalarType.Float64) * diagonal));
    }
}

/// <summary>What a <see cref="GaussianProcess"/> begins with.</summary>
public sealed record GaussianProcessSettings
{
    /// <summary>The kernel. Default: <see cref="Covariance.Rbf"/>.</summary>
    public Covariance Covariance { get; init; }

    /// <summary>The kernel's first variance, over 0. Default 5.</summary>
    public double Variance { get; init => field = OptionRange.Positive(value); } = 5;

    /// <summary>The kernel's first length, over 0. Default 10.</summary>
    public double Length { get; init => field = OptionRange.Positive(value); } = 10;

    /// <summary>The first variance of the noise, over 0; never less than 1e-6. Default 1.</summary>
    public double Noise { get; init => field = OptionRange.Positive(value); } = 1;

    /// <summary>Whether the variance is learnt. Default true.</summary>
    public bool LearnsVariance { get; init; } = true;

    /// <summary>Whether the noise is learnt, too. Default true.</summary>
    public bool LearnsNoise { get; init; } = true;

    /// <summary>Whether there are priors over variance and length; else those of the largest likelihood are sought. Default true.</summary>
    public bool Priors { get; init; } = true;

    /// <summary>Steps towards the largest posterior density; 0 keeps the first values. Default 100.</summary>
    public int Steps { get; init => field = OptionRange.NotNegative(value); } = 100;

    /// <summary>The first rate of those steps, over logarithms, over 0. Default 0.2.</summary>
    public double Rate { get; init => field = OptionRange.Positive(value); } = 0.2;
}
