using Espalier.Data;

namespace Espalier.Evaluation;

/// <summary>
/// How sure a network is: the largest probability of its softmax, as a score of whether it knows images of this kind (Hendrycks and Gimpel,
/// "A Baseline for Detecting Misclassified and Out-of-Distribution Examples in Neural Networks", arXiv 1610.02136).
/// </summary>
public static class Confidence
{
    /// <summary>The score of every image, in order: from 1 / classes to 1. Logits that are not finite score 0, as sure of nothing.</summary>
    /// <remarks>In double precision: near 1 single precision makes many scores equal that are not.</remarks>
    /// <param name="network">From images in pixel units [N, C, H, W] to logits [N, classes]; back in its own mode afterwards.</param>
    /// <param name="images">At least one.</param>
    /// <param name="batch">Images in a batch, at least 1.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public static IReadOnlyList<double> Of(
        Module<Tensor, Tensor> network, ImageSet images, int batch = Evaluator.DefaultBatch, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(images);
        using var mode = new EvaluationMode(network);
        using var unrecorded = no_grad();
        var scores = new List<double>(images.Count);
        foreach (var shown in BatchLoader.ForEvaluation(images, batch).Epoch(0, cancellation: cancellation))
        {
            using var scope = NewDisposeScope();
            using (shown)
            {
                cancellation.ThrowIfCancellationRequested();
                scores.AddRange(Of(network.call(shown.Images)));
            }
        }

        return scores;
    }

    /// <summary>The score of every row of logits.</summary>
    /// <param name="logits">[N, classes]. Borrowed.</param>
    public static IReadOnlyList<double> Of(Tensor logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var likely = logits.detach().to(ScalarType.Float64).softmax(-1).amax([-1]);
        return [.. likely.data<double>().Select(score => double.IsNaN(score) ? 0 : score)];
    }
}
