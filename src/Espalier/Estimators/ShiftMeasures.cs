using Espalier.Corruptions;
using Espalier.Data;
using Espalier.Evaluation;

namespace Espalier.Estimators;

/// <summary>
/// How a candidate does on corrupted validation images, and whether it tells sound ones from other images. Every candidate meets the same ones.
/// </summary>
internal sealed class ShiftMeasures
{
    private readonly Evaluator evaluator = new();
    private readonly ImageSet known;
    private readonly ImageSet? others;
    private readonly Lazy<ImageSet[]> corrupted;

    /// <summary>Measures what is wanted.</summary>
    /// <param name="images">The validation images, of which the first few are looked at.</param>
    /// <param name="wishes">What is wanted.</param>
    internal ShiftMeasures(ImageSet images, ShiftWishes wishes)
    {
        (known, others) = (images.Take(ShiftWishes.MostImages), wishes.Outliers?.Take(ShiftWishes.MostImages));

        // Not before a candidate is judged: a run that only resumes its training needs none.
        corrupted = new(() => wishes.Corruptions ? [.. CorruptionCatalog.ForSearch.Select(cell => CorruptedImages.Of(known, cell, wishes.Seed))] : []);
    }

    /// <summary>Mean corruption accuracy and the AUROC of confidence, 0 to 1; null what is not wanted.</summary>
    /// <param name="network">From images in pixel units to logits; back in its own mode afterwards.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    internal (double? Corrupted, double? Ood) Of(Module<Tensor, Tensor> network, CancellationToken cancellation)
    {
        double? mean = corrupted.Value.Length == 0
            ? null
            : corrupted.Value.Average(images => evaluator.Clean(network, images, cancellation: cancellation).Fraction);
        double? auroc = others is null
            ? null
            : OutlierDetection.Of(
                Confidence.Of(network, known, cancellation: cancellation), Confidence.Of(network, others, cancellation: cancellation)).Auroc;
        return (mean, auroc);
    }
}
