using Espalier.Statistics;

namespace Espalier.Studies;

/// <summary>A network that was trained, and what came of each training.</summary>
/// <param name="Number">Its place among the finalists, from 1; 1 is the one the search came to.</param>
/// <param name="Genotype">Its canonical text.</param>
/// <param name="Params">Its parameters.</param>
/// <param name="Macs">Its multiply-accumulates for one image.</param>
/// <param name="Trained">Means over its replicates; null where none could be evaluated.</param>
/// <param name="Replicates">One per seed, the run's own first.</param>
public sealed record ResultFinalist(
    int Number, string Genotype, long Params, long Macs, ResultMeans? Trained, IReadOnlyList<ResultReplicate> Replicates);

/// <summary>One training of a finalist.</summary>
/// <param name="Seed">What its weights, order and augmentation were drawn from.</param>
/// <param name="Model">Its weights' file, relative to the run's folder.</param>
/// <param name="Seconds">Time of the training.</param>
/// <param name="Epochs">Epochs trained.</param>
/// <param name="Accuracy">On test images; null where the training diverged.</param>
/// <param name="Failure">Why there is no accuracy.</param>
/// <param name="Kept">The epoch whose weights were kept; null where they are the last one's.</param>
/// <param name="Overfitting">When robustness vanished; null where that was not seen.</param>
public sealed record ResultReplicate(
    ulong Seed,
    string Model,
    double Seconds,
    int Epochs,
    ResultAccuracy? Accuracy,
    string? Failure = null,
    ResultKept? Kept = null,
    ResultOverfitting? Overfitting = null);

/// <summary>Accuracy on test images over replicates.</summary>
/// <param name="Clean">As they are.</param>
/// <param name="Fgsm">Under one step of epsilon.</param>
/// <param name="Pgd">Under the run's attack of many steps.</param>
public sealed record ResultMeans(ResultMean Clean, ResultMean Fgsm, ResultMean Pgd);

/// <summary>A mean and how far the values lie apart.</summary>
/// <param name="Mean">Of the values.</param>
/// <param name="Deviation">The standard deviation of a sample (n - 1); null of a single value.</param>
/// <param name="Count">How many values.</param>
public sealed record ResultMean(double Mean, double? Deviation, int Count)
{
    /// <summary>The ends of the mean's 95 % interval, <see cref="Student.OfMean"/>; null of a single value.</summary>
    public double[]? Interval => Deviation is { } deviation && Count > 1 && Student.OfMean(Mean, deviation, Count) is var (low, high) ? [low, high] : null;

    /// <summary>Of at least one value.</summary>
    public static ResultMean Of(IReadOnlyCollection<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfZero(values.Count, nameof(values));
        var mean = values.Average();
        var squares = values.Sum(value => (value - mean) * (value - mean));
        return new(mean, values.Count == 1 ? null : Math.Sqrt(squares / (values.Count - 1)), values.Count);
    }
}
