using Espalier.Data.Images;

namespace Espalier.Data;

/// <summary>Labelled images of one size, in memory, as bytes. Nobody changes it once it is made.</summary>
public sealed class ImageSet
{
    /// <summary>Takes the arrays over as they are: no copy is made.</summary>
    /// <param name="name">What to call the set in messages and records, e.g. <c>fashion-mnist/train</c>.</param>
    /// <param name="shape">The size of every image.</param>
    /// <param name="classNames">One name per class, 1-256 of them; a label is an index into it.</param>
    /// <param name="pixels">Planar <c>[N, C, H, W]</c>, 0 black to 255 white.</param>
    /// <param name="labels"><c>[N]</c>, each below the number of classes.</param>
    /// <exception cref="ArgumentException">Sizes disagree, or a label names no class.</exception>
    public ImageSet(string name, ImageShape shape, IReadOnlyList<string> classNames, byte[] pixels, byte[] labels)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfZero(classNames.Count, nameof(classNames));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classNames.Count, 256, nameof(classNames));
        if (pixels.LongLength != (long)labels.Length * shape.Length)
        {
            throw new ArgumentException($"{pixels.Length} pixel values are not {labels.Length} images of {shape}.", nameof(pixels));
        }

        var stray = FirstLabelOutside(labels, classNames.Count);
        if (stray >= 0)
        {
            throw new ArgumentException($"Label {labels[stray]} of image {stray} is outside 0-{classNames.Count - 1}.", nameof(labels));
        }

        Name = name;
        Shape = shape;
        ClassNames = classNames;
        Pixels = pixels;
        Labels = labels;
    }

    /// <summary>What the set is called in messages and records.</summary>
    public string Name { get; }

    /// <summary>The size of every image.</summary>
    public ImageShape Shape { get; }

    /// <summary>The number of classes.</summary>
    public int Classes => ClassNames.Count;

    /// <summary>One name per class, in the order of the labels.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The number of images.</summary>
    public int Count => Labels.Length;

    /// <summary>Planar <c>[N, C, H, W]</c>, 0 black to 255 white; to be read only.</summary>
    public byte[] Pixels { get; }

    /// <summary><c>[N]</c>, indices into <see cref="ClassNames"/>; to be read only.</summary>
    public byte[] Labels { get; }

    /// <summary>The pixels of one image, planar <c>[C, H, W]</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public ReadOnlySpan<byte> Image(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return Pixels.AsSpan(index * Shape.Length, Shape.Length);
    }

    /// <summary>A set of copies of the images at <paramref name="indices"/>, in that order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index names no image.</exception>
    public ImageSet Select(ReadOnlySpan<int> indices)
    {
        var pixels = GC.AllocateUninitializedArray<byte>(checked(indices.Length * Shape.Length));
        var labels = new byte[indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            Image(indices[i]).CopyTo(pixels.AsSpan(i * Shape.Length));
            labels[i] = Labels[indices[i]];
        }

        return new ImageSet(Name, Shape, ClassNames, pixels, labels);
    }

    /// <summary>The first <paramref name="count"/> images; all of them where the set has no more.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public ImageSet Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return count >= Count ? this : new ImageSet(Name, Shape, ClassNames, Pixels[..(count * Shape.Length)], Labels[..count]);
    }

    /// <summary>
    /// The images in another size, stretched where the proportions differ, and grey or coloured as is asked for; itself where it is so already.
    /// </summary>
    /// <param name="shape">1 or 3 channels.</param>
    /// <exception cref="InvalidInputException">The images or the shape have another number of channels, or libgd is not installed.</exception>
    public ImageSet FittedTo(ImageShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape == Shape)
        {
            return this;
        }

        return (Shape.Channels, shape.Channels) is (1 or 3, 1 or 3)
            ? ImageFitter.Fit(this, shape)
            : throw new InvalidInputException(
                $"data '{Name}'", $"images {Shape} cannot be made {shape}", "give data of 1 or 3 channels");
    }

    /// <summary>The place of the first label that names no class, or -1.</summary>
    internal static int FirstLabelOutside(ReadOnlySpan<byte> labels, int classes) =>
        classes > byte.MaxValue ? -1 : labels.IndexOfAnyInRange((byte)classes, byte.MaxValue);
}
