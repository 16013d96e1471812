namespace Espalier.Corruptions;

/// <summary>Corrupts the images of a batch, each by one of several corruptions that is drawn for it.</summary>
public static class CorruptedBatch
{
    /// <summary>Corrupts.</summary>
    /// <param name="images">float [N, C, H, W] in pixel units 0 to 1. Borrowed.</param>
    /// <param name="cells">The corruptions to draw from, each as likely; at least one.</param>
    /// <param name="seed">Draws of image n derive from it and n.</param>
    /// <returns>Images of the same shape, channels last in memory, 0 to 1; they belong to the caller's scope.</returns>
    public static Tensor Of(Tensor images, IReadOnlyList<CorruptionCell> cells, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentOutOfRangeException.ThrowIfZero(cells.Count, nameof(cells));
        using var scope = NewDisposeScope();
        var sizes = Array.ConvertAll(images.shape, size => (int)size);
        var (channels, height, width) = (sizes[1], sizes[2], sizes[3]);
        var pixels = images.data<float>().ToArray();
        var length = channels * height * width;
        for (var i = 0; i < sizes[0]; i++)
        {
            var place = pixels.AsSpan(i * length, length);
            var cell = cells[new SeededRandom(SeededRandom.Derive(seed, "corrupted batch", i)).Next(cells.Count)];
            cell.Apply(new Picture(channels, height, width, place.ToArray()), seed, i).Pixels.CopyTo(place);
        }

        return tensor(pixels, images.shape).contiguous(memory_format.channels_last).MoveToOuterDisposeScope();
    }
}
