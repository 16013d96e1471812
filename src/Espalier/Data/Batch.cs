namespace Espalier.Data;

/// <summary>Some images with their labels, as tensors. Owns both: who receives a batch disposes it.</summary>
public sealed class Batch : IDisposable
{
    /// <summary>Takes the tensors over.</summary>
    /// <param name="images">float32 <c>[N, C, H, W]</c> in pixel units 0-1, channels-last in memory.</param>
    /// <param name="labels">int64 <c>[N]</c>.</param>
    /// <param name="index">Its place in the epoch, from 0.</param>
    public Batch(Tensor images, Tensor labels, int index = 0)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(labels);
        Images = images;
        Labels = labels;
        Index = index;
        Count = (int)labels.shape[0];
    }

    /// <summary>
    /// float32 <c>[N, C, H, W]</c> in pixel units 0-1 (normalisation is the first layer of every network), channels-last in memory.
    /// </summary>
    public Tensor Images { get; }

    /// <summary>int64 <c>[N]</c>, the classes.</summary>
    public Tensor Labels { get; }

    /// <summary>Its place in the epoch, from 0: the next run of the epoch resumes at <c>Index + 1</c>.</summary>
    public int Index { get; }

    /// <summary>The number of images, N.</summary>
    public int Count { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }
}
