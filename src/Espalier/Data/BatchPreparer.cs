using System.Collections.Concurrent;

namespace Espalier.Data;

/// <summary>Fills batches in managed memory: the part of <see cref="BatchLoader"/> that runs on the background thread.</summary>
/// <remarks>
/// The order of an epoch depends on (seed, epoch) and the changes of a batch's images on (seed, epoch, index of the batch):
/// any batch can be made without the ones before it. Safe for several threads.
/// </remarks>
internal sealed class BatchPreparer(ImageSet set, int batchSize, Augmenter augmenter, ulong seed, bool shuffle)
{
    // Every full batch has the same length, so a few arrays serve for ever; the collector would else move megabytes per step.
    private readonly ConcurrentBag<float[]> _pool = [];

    /// <summary>The batches of an epoch from <paramref name="first"/> up to, but not, <paramref name="end"/>.</summary>
    public IEnumerable<PreparedBatch> Prepare(int epoch, int first, int end, CancellationToken cancellation)
    {
        var order = shuffle ? Permutation.Of(set.Count, SeededRandom.Derive(seed, "order", epoch)) : null;
        for (var index = first; index < end; index++)
        {
            var start = index * batchSize;
            var count = Math.Min(batchSize, set.Count - start);
            var batch = new PreparedBatch(index, Rent(count * set.Shape.Length), new long[count]);
            var random = new SeededRandom(SeededRandom.Derive(seed, "augment", epoch, index));
            for (var i = 0; i < count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                var image = order is null ? start + i : order[start + i];
                augmenter.Write(set.Image(image), augmenter.Draw(random), batch.Pixels.AsSpan(i * set.Shape.Length, set.Shape.Length));
                batch.Labels[i] = set.Labels[image];
            }

            yield return batch;
        }
    }

    /// <summary>Takes the pixels of a batch back for another one.</summary>
    public void Return(PreparedBatch batch)
    {
        if (batch.Labels.Length == batchSize)
        {
            _pool.Add(batch.Pixels);
        }
    }

    private float[] Rent(int length) =>
        length == batchSize * set.Shape.Length && _pool.TryTake(out var pixels) ? pixels : GC.AllocateUninitializedArray<float>(length);
}
