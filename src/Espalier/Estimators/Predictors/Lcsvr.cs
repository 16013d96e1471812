using Espalier.Catalog;
using Espalier.Estimators.Predictors.Curves;

namespace Espalier.Estimators.Predictors;

/// <summary>
/// LcSVR: support vector regression on the accuracies of a curve's epochs and on mean and deviation of their first and second differences.
/// </summary>
/// <remarks>
/// <para>C and gamma are drawn log-uniformly, nu uniformly; those of the smallest squared error in 3-fold cross-validation are kept. All curves,
/// those learnt from and those judged, must have as many epochs.</para>
/// <para>Everything is in percent, so that the published ranges mean what they meant there. Architecture and hyper-parameters as further features,
/// which the paper mentions, are left out.</para>
/// </remarks>
[Method(
    "lcsvr",
    Paper = "Accelerating Neural Architecture Search using Performance Prediction, arXiv 1705.10823",
    Year = 2017,
    Summary = "support vector regression on the curve so far and its differences")]
public sealed class Lcsvr : IPredictor
{
    private const int Folds = 3;
    private const double Percent = 100;
    private readonly LcsvrOptions options;
    private readonly ulong seed;
    private NuSvr? machine;
    private int epochs;

    /// <summary>A predictor.</summary>
    /// <param name="context">What draws derive from.</param>
    /// <param name="options">Its settings.</param>
    public Lcsvr(PredictorContext context, LcsvrOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        (this.options, seed) = (options, context.Seed);
    }

    /// <inheritdoc/>
    public PredictorNeeds Needs => PredictorNeeds.Curve;

    /// <summary>One for each fold.</summary>
    /// <inheritdoc/>
    public int LeastNetworks => Folds;

    /// <inheritdoc/>
    /// <exception cref="InvalidInputException">A curve is too short, or not as long as another.</exception>
    public void Fit(IReadOnlyList<NetworkFacts> networks, IReadOnlyList<double> accuracies)
    {
        TrainingSet.Check(networks, accuracies, LeastNetworks);
        epochs = networks[0].Curve.Count;
        var points = networks.Select(Features).ToArray();
        double[] targets = [.. accuracies.Select(accuracy => Percent * accuracy)];
        var random = new SeededRandom(SeededRandom.Derive(seed, "lcsvr"));
        int[] fold = [.. Enumerable.Range(0, points.Length).Select(i => i % Folds)];
        random.Shuffle(fold);
        var best = (Error: double.PositiveInfinity, Cost: 1.0, Nu: 0.5, Gamma: 1.0);
        for (var draw = 0; draw < options.Draws; draw++)
        {
            var (cost, gamma, nu) = (LogUniform(random), LogUniform(random), 1 - random.NextDouble());
            var error = Enumerable.Range(0, Folds).Sum(left => Error(points, targets, fold, left, cost, nu, gamma));
            best = error < best.Error ? (error, cost, nu, gamma) : best;
        }

        machine = NuSvr.Fit(points, targets, best.Cost, best.Nu, best.Gamma);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidInputException">A curve is not as long as those learnt from.</exception>
    public IReadOnlyList<Prediction> Predict(IReadOnlyList<NetworkFacts> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        var fitted = machine ?? throw TrainingSet.Missing();
        return [.. networks.Select(network => new Prediction(fitted.Of(Features(network)) / Percent))];
    }

    private static double Error(double[][] points, double[] targets, int[] fold, int left, double cost, double nu, double gamma)
    {
        int[] kept = [.. Enumerable.Range(0, points.Length).Where(i => fold[i] != left)];
        var machine = NuSvr.Fit([.. kept.Select(i => points[i])], [.. kept.Select(i => targets[i])], cost, nu, gamma);
        return Enumerable.Range(0, points.Length).Where(i => fold[i] == left).Sum(i => Math.Pow(machine.Of(points[i]) - targets[i], 2));
    }

    private double[] Features(NetworkFacts network)
    {
        double[] curve = [.. network.Curve.Select(point => point.ValidationAccuracy).OfType<double>().Select(value => Percent * value)];
        if (curve.Length != epochs || curve.Length < 3)
        {
            throw new InvalidInputException(
                "a network's curve",
                $"has {curve.Length} validation accuracies, and at least 3 are needed, as many of each network as of the first ({epochs})",
                "train all networks for as long and keep the accuracy of every epoch");
        }

        var first = Differences(curve);
        var second = Differences(first);
        return [.. curve, .. Spread(first), .. Spread(second)];
    }

    private static double[] Differences(double[] values) => [.. values.Skip(1).Zip(values, (next, before) => next - before)];

    private static double[] Spread(double[] values)
    {
        var mean = values.Average();
        return [mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean)))];
    }

    private static double LogUniform(SeededRandom random) => Math.Pow(10, -5 + (6 * random.NextDouble()));
}

/// <summary>The settings of <see cref="Lcsvr"/>.</summary>
public sealed record LcsvrOptions
{
    /// <summary>How many triples of C, gamma (both from 1e-5 to 10) and nu (from 0 to 1) are tried, at least 1. Default 1000.</summary>
    public int Draws { get; init => field = OptionRange.AtLeastOne(value); } = 1000;
}
