using Espalier.Catalog;
using Espalier.Spaces;
using Espalier.Strategies;

namespace Espalier.Estimators.Predictors;

/// <summary>
/// A Gaussian process that looks at the training set through a few inducing points, which move with variance, length and noise so that a lower
/// bound of the evidence grows: what the two sparse forms share.
/// </summary>
[NeedsSpace(typeof(IChoiceSpace))]
public abstract class InducedProcess : IPredictor
{
    private protected const double Jitter = 1e-6;
    private const double LeastNoise = 1e-6;
    private readonly OneHotRows rows;
    private readonly InducedOptions options;
    private readonly ulong seed;
    private double[] logs = [];
    private double[] points = [];
    private Standardised scale;

    private protected InducedProcess(PredictorContext context, InducedOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        (rows, this.options) = (new OneHotRows(context), options);
        seed = SeededRandom.Derive(context.Seed, "inducing-points");
    }

    /// <inheritdoc/>
    public void Fit(IReadOnlyList<NetworkFacts> networks, IReadOnlyList<double> accuracies)
    {
        TrainingSet.Check(networks, accuracies, ((IPredictor)this).LeastNetworks);
        using var scope = NewDisposeScope();
        var known = rows.Of(networks);
        scale = Standardised.Of(accuracies);
        var (inputs, targets) = (Rows(known), tensor(scale.Apply(accuracies), [accuracies.Count, 1]));
        using var hyper = new Parameter(tensor([Math.Log(options.Variance), Math.Log(options.Length), Math.Log(options.Noise)], [3]));
        using var inducing = new Parameter(Rows(Spread(known)));
        var own = Own((int)inducing.size(0));
        try
        {
            Parameter[] moving = options.Adapts ? [hyper, inducing, .. own] : [.. own];
            if (moving.Length > 0)
            {
                SmoothMinimum.Approach(moving, options.Steps, options.Rate, () => -Bound(View(hyper, inducing), inputs, targets));
            }

            using var still = no_grad();
            (logs, points) = (hyper.data<double>().ToArray(), inducing.data<double>().ToArray());
            Settle(View(hyper, inducing), inputs, targets);
        }
        finally
        {
            Array.ForEach(own, part => part.Dispose());
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Prediction> Predict(IReadOnlyList<NetworkFacts> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        if (points.Length == 0)
        {
            throw TrainingSet.Missing();
        }

        if (networks.Count == 0)
        {
            return [];
        }

        using var still = no_grad();
        using var scope = NewDisposeScope();
        var view = View(tensor(logs), tensor(points, [points.Length / rows.Width, rows.Width]));
        var (means, variances) = Posterior(view, Rows(rows.Of(networks)));
        return [.. means.flatten().data<double>().Zip(variances.flatten().data<double>(), scale.Back)];
    }

    /// <summary>What moves beside the inducing points and the kernel; the caller frees it.</summary>
    private protected virtual Parameter[] Own(int count) => [];

    /// <summary>The lower bound of the evidence.</summary>
    private protected abstract Tensor Bound(InducedView view, Tensor inputs, Tensor targets);

    /// <summary>Keeps what predictions need, as arrays.</summary>
    private protected abstract void Settle(InducedView view, Tensor inputs, Tensor targets);

    /// <summary>Means [n] and variances [n] of the function at rows.</summary>
    private protected abstract (Tensor Means, Tensor Variances) Posterior(InducedView view, Tensor asked);

    private static Tensor Rows(double[][] rows) => tensor<double>([.. rows.SelectMany(row => row)], [rows.Length, rows[0].Length]);

    private InducedView View(Tensor hyper, Tensor inducing)
    {
        var parts = hyper.exp();
        return new InducedView(options.Kernel, inducing, parts[0], parts[1], parts[2] + LeastNoise);
    }

    /// <summary>Networks of the training set drawn without replacement; all where there are no more.</summary>
    private double[][] Spread(double[][] known)
    {
        var random = new SeededRandom(seed);
        var order = Enumerable.Range(0, known.Length).ToArray();
        random.Shuffle(order);
        return [.. order.Take(options.Points).Select(place => known[place])];
    }
}

/// <summary>A kernel and inducing points as tensors; what it makes is in the caller's scope.</summary>
internal sealed class InducedView(Covariance kernel, Tensor points, Tensor variance, Tensor length, Tensor noise)
{
    internal Tensor Variance => variance;

    internal Tensor Noise => noise;

    internal long Count => points.size(0);

    /// <summary>The triangle of the covariance of the inducing points.</summary>
    internal Tensor Triangle(double jitter)
    {
        var covariance = Covariances.Of(kernel, Covariances.SquaredDistances(points, points), variance, length);
        return linalg.cholesky(covariance + (eye(Count, ScalarType.Float64) * (variance.detach() * jitter)));
    }

    /// <summary>Covariances [points, n] with rows.</summary>
    internal Tensor With(Tensor rows) => Covariances.Of(kernel, Covariances.SquaredDistances(points, rows), variance, length);
}

/// <summary>The settings that sparse Gaussian processes share; accuracies are standardised before.</summary>
public record InducedOptions
{
    /// <summary>The kernel. Default: rbf.</summary>
    public Covariance Kernel { get; init; }

    /// <summary>How many inducing points, at least 1; they begin as networks of the training set. Default 10.</summary>
    public int Points { get; init => field = OptionRange.AtLeastOne(value); } = 10;

    /// <summary>The kernel's first variance, over 0. Default 5.</summary>
    public double Variance { get; init => field = OptionRange.Positive(value); } = 5;

    /// <summary>The kernel's first length, over 0. Default 10.</summary>
    public double Length { get; init => field = OptionRange.Positive(value); } = 10;

    /// <summary>The first variance of the noise, over 0. Default 1.</summary>
    public double Noise { get; init => field = OptionRange.Positive(value); } = 1;

    /// <summary>Steps that raise the bound, at least 0. Default: the method's.</summary>
    public int Steps { get; init => field = OptionRange.NotNegative(value); } = 100;

    /// <summary>The first rate of those steps, over 0. Default 0.1.</summary>
    public double Rate { get; init => field = OptionRange.Positive(value); } = 0.1;

    /// <summary>Whether kernel, noise and inducing points move, too. Default true.</summary>
    public bool Adapts { get; init; } = true;
}
