using Espalier.Data;

namespace Espalier.Evaluation;

/// <summary>Looks how sure a network is of images of its data and of others, and how well that tells them apart.</summary>
/// <remarks>A score belongs to an image alone, so neither batches nor an interruption change a result.</remarks>
public sealed class OutlierEvaluator
{
    private readonly Module<Tensor, Tensor> network;
    private readonly ImageSet known;
    private readonly ImageSet others;
    private readonly OutlierRequest request;
    private readonly TimeProvider clock;
    private readonly int batch;

    /// <summary>An evaluation; everything is borrowed.</summary>
    /// <param name="network">From images in pixel units [N, C, H, W] to logits [N, classes].</param>
    /// <param name="known">Images of the kind it was trained on, as many as asked for.</param>
    /// <param name="others">Other images of the same shape, as many as asked for.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="clock">What times it.</param>
    /// <param name="batch">Images in a batch, at least 1.</param>
    /// <exception cref="ArgumentException">The request is for other images, or the images differ in shape.</exception>
    public OutlierEvaluator(
        Module<Tensor, Tensor> network,
        ImageSet known,
        ImageSet others,
        OutlierRequest request,
        TimeProvider clock,
        int batch = Evaluator.DefaultBatch)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(others);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        if (known.Count != request.Images || others.Count != request.OutlierImages || known.Count * others.Count == 0 || known.Shape != others.Shape)
        {
            throw new ArgumentException("the request is for other images, or they differ in shape", nameof(request));
        }

        (this.network, this.known, this.others, this.request, this.clock, this.batch) = (network, known, others, request, clock, batch);
    }

    /// <summary>Evaluates.</summary>
    /// <param name="begun">What was saved of the same request; null: from the beginning.</param>
    /// <param name="save">Is given what is done after each batch.</param>
    /// <param name="observer">Watches.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public OutlierEvaluation Run(
        OutlierProgress? begun, Action<OutlierProgress>? save, IFlowObserver observer, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var total = known.Count + others.Count;
        var progress = begun ?? new OutlierProgress { Request = request };
        observer.Begin("ood", $"{known.Count} images of {known.Name}, {others.Count} of {others.Name}");
        while (progress.Scores.Count < total)
        {
            cancellation.ThrowIfCancellationRequested();
            var began = clock.GetTimestamp();
            var scores = Confidence.Of(network, Next(progress.Scores.Count), batch, cancellation);
            progress = progress with
            {
                Scores = [.. progress.Scores, .. scores],
                Seconds = progress.Seconds + clock.GetElapsedTime(began).TotalSeconds,
            };
            save?.Invoke(progress);
            observer.Progress(progress.Scores.Count, total, "images", progress.Scores.Count == total);
        }

        var found = OutlierDetection.Of([.. progress.Scores.Take(known.Count)], [.. progress.Scores.Skip(known.Count)]);
        return new OutlierEvaluation
        {
            Request = request,
            Auroc = found.Auroc,
            Interval = [found.Interval.Low, found.Interval.High],
            Threshold = found.Threshold,
            FalsePositives = found.FalsePositives.Correct,
            Seconds = progress.Seconds,
            Command = string.Empty,
        };
    }

    /// <summary>The next batch: of one side, never of both.</summary>
    private ImageSet Next(int done)
    {
        var (side, first) = done < known.Count ? (known, done) : (others, done - known.Count);
        return side.Select([.. Enumerable.Range(first, Math.Min(batch, side.Count - first))]);
    }
}
