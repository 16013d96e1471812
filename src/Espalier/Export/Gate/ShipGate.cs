using System.Globalization;
using Espalier.Data;
using Espalier.Evaluation;

namespace Espalier.Export.Gate;

/// <summary>
/// Compares a written file with the network it was made from, on real images and on adversarial ones: logits, and accuracy as
/// <see cref="Evaluator"/> counts it.
/// </summary>
/// <remarks>
/// The adversarial images are made on the network and shown to both, so the file's accuracy on them is that of a transferred attack; while the
/// two compute the same function, it is that of an attack on the file itself.
/// </remarks>
public static class ShipGate
{
    private const int BatchSize = 256;

    /// <summary>Compares.</summary>
    /// <param name="network">From images in pixel units to logits. Its mode is put back as it was.</param>
    /// <param name="exported">The file.</param>
    /// <param name="images">At least one.</param>
    /// <param name="settings">What is tolerated.</param>
    /// <param name="progress">Is told before each pass of the network and after each batch how many images of how many are done.</param>
    /// <param name="cancellation">Looked at between passes of the network.</param>
    /// <exception cref="ArgumentException">There is no image.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public static GateReport Compare(
        Module<Tensor, Tensor> network,
        OnnxClassifier exported,
        ImageSet images,
        GateSettings settings,
        Action<int, int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(exported);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(settings);
        if (images.Count == 0)
        {
            throw new ArgumentException($"{images.Name} has no image to compare on.", nameof(images));
        }

        using var mode = new EvaluationMode(network);
        using var unrecorded = no_grad();
        var (clean, attacked) = (new Tally(), new Tally());
        var done = 0;
        foreach (var batch in BatchLoader.ForEvaluation(images, BatchSize).Epoch(0, cancellation: cancellation))
        {
            using (batch)
            {
                cancellation.ThrowIfCancellationRequested();

                // An ensemble may work on one batch for minutes.
                var soFar = done;
                using var watched = new WatchedModel(network, () =>
                {
                    cancellation.ThrowIfCancellationRequested();
                    progress?.Invoke(soFar, images.Count);
                });
                Compare(watched, exported, batch, settings, clean, attacked);
                done += batch.Count;
            }

            progress?.Invoke(done, images.Count);
        }

        var (first, second) = (clean.Comparison, attacked.Comparison);
        return new GateReport(
            images.Count,
            first,
            second,
            [.. Faults("clean", first, settings), .. Faults(settings.AttackName, second, settings), .. TooWeak(second, settings)]);
    }

    private static void Compare(
        Module<Tensor, Tensor> network, OnnxClassifier exported, Batch batch, GateSettings settings, Tally clean, Tally attacked)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(SeededRandom.Derive(settings.Seed, "attack", batch.Index));
        var (ours, theirs) = clean.Add(batch.Labels, network.call(batch.Images), exported.Logits(batch.Images));
        var adversarial = settings.Attack.Perturb(network, batch.Images, batch.Labels, generator);

        // An image that is wrong as it is stays wrong under attack: the attacker may leave it alone.
        attacked.Add(batch.Labels, network.call(adversarial), exported.Logits(adversarial), ours, theirs);
    }

    private static IEnumerable<string> TooWeak(GateComparison attacked, GateSettings settings)
    {
        if (settings.LeastRobustAccuracy is { } least && attacked.Exported.Fraction < least)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{settings.AttackName}: robust accuracy {attacked.Exported.Fraction:0.0000} is below the {least:0.####} that is asked for");
        }
    }

    // Written so that what is no number fails.
    private static IEnumerable<string> Faults(string what, GateComparison found, GateSettings settings)
    {
        if (!(found.RelativeDifference <= settings.Tolerance))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: logits differ by {found.RelativeDifference:0.0e+0}, tolerated is {settings.Tolerance:0.0e+0}");
        }

        var apart = Math.Abs(found.Network.Fraction - found.Exported.Fraction);
        if (!(apart <= settings.AccuracyTolerance))
        {
            var (here, there) = (found.Exported.Fraction, found.Network.Fraction);
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: accuracy {here:0.0000} is not the network's {there:0.0000}, tolerated is {settings.AccuracyTolerance:0.####}");
        }
    }
}
