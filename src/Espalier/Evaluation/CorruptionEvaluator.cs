using Espalier.Data;

namespace Espalier.Evaluation;

/// <summary>Accuracy on images as they are and under corruptions, one corruption and severity after the other.</summary>
/// <remarks>
/// Draws derive from the seed, the corruption, its severity and the image's number, so neither batches nor an interruption change a result. The network
/// is in evaluation mode meanwhile and back in its own mode afterwards.
/// </remarks>
public sealed class CorruptionEvaluator
{
    private readonly Module<Tensor, Tensor> network;
    private readonly ImageSet images;
    private readonly CorruptionRequest request;
    private readonly TimeProvider clock;
    private readonly int batch;

    /// <summary>An evaluation; everything is borrowed.</summary>
    /// <param name="network">From images in pixel units [N, C, H, W] to logits [N, classes].</param>
    /// <param name="images">As many as asked for.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="clock">What times it.</param>
    /// <param name="batch">Images in a batch, at least 1.</param>
    /// <exception cref="ArgumentException">The request is for other images, or for no corruption.</exception>
    public CorruptionEvaluator(
        Module<Tensor, Tensor> network, ImageSet images, CorruptionRequest request, TimeProvider clock, int batch = Evaluator.DefaultBatch)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        if (images.Count != request.Images || images.Count == 0 || request.Cells.Count == 0)
        {
            throw new ArgumentException("the request is for other images, or for no corruption", nameof(request));
        }

        (this.network, this.images, this.request, this.clock, this.batch) = (network, images, request, clock, batch);
    }

    /// <summary>Evaluates.</summary>
    /// <param name="begun">What was saved of the same request; null: from the beginning.</param>
    /// <param name="save">Is given what is done after each batch.</param>
    /// <param name="observer">Watches.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public CorruptionEvaluation Run(
        CorruptionProgress? begun, Action<CorruptionProgress>? save, IFlowObserver observer, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var progress = begun ?? new CorruptionProgress { Request = request };
        var rows = request.Cells.Count + 1;
        var named = string.Empty;
        while (progress.Done.Count < rows)
        {
            cancellation.ThrowIfCancellationRequested();
            var row = progress.Done.Count;
            var (name, what) = row == 0 ? ("clean", "as they are") : (request.Cells[row - 1].Name, $"severity {request.Cells[row - 1].Severity}");
            if (name != named)
            {
                observer.Begin(name, $"{images.Count} images");
                named = name;
            }

            progress = Batch(progress, row, cancellation);
            save?.Invoke(progress);
            var seen = progress.Seen == 0 ? images.Count : progress.Seen;
            observer.Progress(
                ((long)row * images.Count) + seen, (long)rows * images.Count, $"images, {name} {what}", IsLastOf(name, progress));
        }

        return new CorruptionEvaluation
        {
            Request = request,
            Clean = progress.Done[0],
            Correct = [.. progress.Done.Skip(1)],
            Seconds = progress.Seconds,
            Command = string.Empty,
        };
    }

    private CorruptionProgress Batch(CorruptionProgress progress, int row, CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        var end = Math.Min(images.Count, progress.Seen + batch);
        var part = images.Select([.. Enumerable.Range(progress.Seen, end - progress.Seen)]);
        var shown = row == 0 ? part : CorruptedImages.Of(part, request.Cells[row - 1], request.Seed, progress.Seen);
        var correct = progress.Correct + new Evaluator(batch).Clean(network, shown, cancellation: cancellation).Correct;
        var seconds = progress.Seconds + clock.GetElapsedTime(began).TotalSeconds;
        return end < images.Count
            ? progress with { Seen = end, Correct = correct, Seconds = seconds }
            : progress with { Done = [.. progress.Done, correct], Seen = 0, Correct = 0, Seconds = seconds };
    }

    private bool IsLastOf(string name, CorruptionProgress progress) =>
        progress.Seen == 0 && (progress.Done.Count > request.Cells.Count || request.Cells[progress.Done.Count - 1].Name != name);
}
