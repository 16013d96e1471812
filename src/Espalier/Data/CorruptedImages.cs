using Espalier.Corruptions;

namespace Espalier.Data;

/// <summary>Image sets as corruptions leave them.</summary>
public static class CorruptedImages
{
    private const float Levels = 255;

    /// <summary>Every image corrupted, in whole levels again as a file would hold it.</summary>
    /// <remarks>
    /// An image comes out the same whatever is asked for beside it. (The authors of CIFAR-10-C cut levels off, which darkens by half a level; here they
    /// are rounded.)
    /// </remarks>
    /// <param name="images">The images.</param>
    /// <param name="cell">The corruption and its severity.</param>
    /// <param name="seed">Draws derive from it, the corruption, the severity and the image's number.</param>
    /// <param name="first">The number of the first image.</param>
    public static ImageSet Of(ImageSet images, CorruptionCell cell, ulong seed, int first = 0)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(cell);
        var (shape, pixels) = (images.Shape, new byte[images.Pixels.Length]);
        SharedWork.Run(() => Parallel.For(0, images.Count, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, get_num_threads()) }, i =>
        {
            var values = new float[shape.Length];
            var source = images.Image(i);
            for (var j = 0; j < values.Length; j++)
            {
                values[j] = source[j] / Levels;
            }

            var made = cell.Apply(new Picture(shape.Channels, shape.Height, shape.Width, values), seed, first + i).Pixels;
            var target = pixels.AsSpan(i * shape.Length, shape.Length);
            for (var j = 0; j < made.Length; j++)
            {
                target[j] = (byte)MathF.Round(made[j] * Levels);
            }
        }));
        return new ImageSet(images.Name, shape, images.ClassNames, pixels, images.Labels);
    }
}
