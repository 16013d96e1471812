namespace Espalier.Data;

/// <summary>Serves a set of images as batches of tensors, prepared ahead on a background thread.</summary>
/// <remarks>
/// A batch depends on the constructor's arguments, the epoch and its index alone, not on what was read before or how far ahead:
/// a run resumed at any batch sees the very numbers of a run that was never interrupted.
/// </remarks>
public sealed class BatchLoader
{
    // Covers a slow batch now and then; more would only hold memory.
    private const int Ahead = 3;

    private readonly ImageShape _shape;
    private readonly BatchPreparer _preparer;

    /// <summary>Serves <paramref name="set"/>.</summary>
    /// <param name="set">The images; may be empty where the last batch is kept.</param>
    /// <param name="batchSize">Images per batch, at least 1.</param>
    /// <param name="augmentation">What to change at random; <see cref="Augmentation.None"/> for evaluation.</param>
    /// <param name="stats">Statistics of the training part, whose mean fills the cutout.</param>
    /// <param name="seed">The seed of the run; loaders for different uses derive different ones.</param>
    /// <param name="shuffle">Whether every epoch has an order of its own; otherwise the order is that of the set.</param>
    /// <param name="dropLast">Whether a last batch of fewer images is left out.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is below 1.</exception>
    /// <exception cref="ArgumentException"><paramref name="stats"/> are for another number of channels.</exception>
    /// <exception cref="InvalidInputException">A batch is above 2 GiB, or, with the last one left out, there would be none.</exception>
    public BatchLoader(
        ImageSet set, int batchSize, Augmentation augmentation, ChannelStatistics stats, ulong seed, bool shuffle, bool dropLast)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        var size = Math.Min(batchSize, Math.Max(1, set.Count));
        if (dropLast && batchSize > set.Count)
        {
            throw new InvalidInputException(
                $"batch size {batchSize}",
                $"{set.Name} has {set.Count} images here: not one full batch",
                "use a smaller batch or more images");
        }

        if (Math.BigMul(size, set.Shape.Length) > Array.MaxLength)
        {
            throw new InvalidInputException(
                $"batch size {batchSize}", $"a batch of {set.Shape} images is too large", "use a smaller batch");
        }

        _shape = set.Shape;
        _preparer = new BatchPreparer(set, size, new Augmenter(set.Shape, augmentation, stats), seed, shuffle);
        BatchesPerEpoch = (set.Count / size) + (!dropLast && set.Count % size > 0 ? 1 : 0);
    }

    /// <summary>The number of batches in one epoch.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>A loader that gives every image once, in the order of the set and unchanged: for evaluation.</summary>
    /// <param name="set">The images.</param>
    /// <param name="batchSize">Images per batch, at least 1; the last batch may have fewer.</param>
    public static BatchLoader ForEvaluation(ImageSet set, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(set);
        var neutral = ChannelStatistics.Neutral(set.Shape.Channels);
        return new BatchLoader(set, batchSize, Augmentation.None, neutral, seed: 0, shuffle: false, dropLast: false);
    }

    /// <summary>The batches of one epoch.</summary>
    /// <param name="epoch">The epoch, from 0; shuffle and augmentation depend on it.</param>
    /// <param name="firstBatch">The batch to begin with, 0 to <see cref="BatchesPerEpoch"/>.</param>
    /// <param name="cancellation">Ends the enumeration with <see cref="OperationCanceledException"/>.</param>
    /// <returns>
    /// Batches that belong to the consumer, who disposes each; no dispose scope owns them. Enumerations are independent of each other.
    /// </returns>
    /// <remarks>Breaking off the enumeration ends the background thread; what was prepared ahead holds no native memory.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The epoch is negative or there is no such batch.</exception>
    public IEnumerable<Batch> Epoch(int epoch, int firstBatch = 0, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(firstBatch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstBatch, BatchesPerEpoch);
        return Batches(epoch, firstBatch, cancellation);
    }

    private IEnumerable<Batch> Batches(int epoch, int firstBatch, CancellationToken cancellation)
    {
        var prepared = _preparer.Prepare(epoch, firstBatch, BatchesPerEpoch, cancellation);
        foreach (var batch in Prefetch.Ahead(prepared, Ahead, cancellation))
        {
            yield return ToTensors(batch);
        }
    }

    // On the consumer's thread: dispose scopes are per thread, and nothing native waits in the queue.
    private Batch ToTensors(PreparedBatch batch)
    {
        using var scope = NewDisposeScope();
        long[] sizes = [batch.Labels.Length, _shape.Height, _shape.Width, _shape.Channels];
        var images = tensor(batch.Pixels, sizes).permute(0, 3, 1, 2);
        var labels = tensor(batch.Labels);
        _preparer.Return(batch);
        return new Batch(images.DetachFromDisposeScope(), labels.DetachFromDisposeScope(), batch.Index);
    }
}
