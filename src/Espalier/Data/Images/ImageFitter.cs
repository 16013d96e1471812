namespace Espalier.Data.Images;

/// <summary>Brings images that are in memory to another size or number of channels.</summary>
internal static class ImageFitter
{
    /// <summary>The dataset as the options want it; itself where it is so already.</summary>
    public static Dataset Fit(Dataset data, DataOptions options)
    {
        var have = data.Train.Shape;
        var size = options.Size ?? new ImageSize(have.Height, have.Width);
        var shape = new ImageShape(options.Channels ?? have.Channels, size.Height, size.Width);
        return shape == have || have.Channels is not (1 or 3)
            ? data
            : new Dataset(data.Name, Fit(data.Train, shape), Fit(data.Test, shape))
            {
                Validation = data.Validation is null ? null : Fit(data.Validation, shape),
                Findings = data.Findings with { Sizes = [new SizeCount($"{have.Height}x{have.Width}", data.Parts().Sum(part => part.Images.Count))] },
            };
    }

    /// <summary>Brightness as television weighs it (ITU-R BT.601), rounded.</summary>
    public static byte Grey(byte red, byte green, byte blue) => (byte)(((299 * red) + (587 * green) + (114 * blue) + 500) / 1000);

    /// <summary>The brightness of colours.</summary>
    /// <param name="planes">Planar <c>[3, H, W]</c>.</param>
    /// <param name="target">Receives <c>[H, W]</c>.</param>
    public static void ToGrey(ReadOnlySpan<byte> planes, Span<byte> target)
    {
        var plane = target.Length;
        for (var i = 0; i < plane; i++)
        {
            target[i] = Grey(planes[i], planes[plane + i], planes[(2 * plane) + i]);
        }
    }

    /// <summary>The set in another size or another number of channels, 1 or 3.</summary>
    public static ImageSet Fit(ImageSet set, ImageShape shape)
    {
        if (Math.BigMul(set.Count, shape.Length) > Array.MaxLength)
        {
            throw new InvalidInputException(
                $"data '{set.Name}'", $"{set.Count} images of {shape} are more than 2 GiB", "give a smaller image size");
        }

        var pixels = new byte[set.Count * shape.Length];
        var colours = new byte[3 * shape.Height * shape.Width];
        for (var i = 0; i < set.Count; i++)
        {
            using var image = GdImage.Of(set.Image(i), set.Shape);
            using var fitted = image.Scaled(new ImageSize(shape.Height, shape.Width));
            fitted.Read(colours);
            var target = pixels.AsSpan(i * shape.Length, shape.Length);
            if (shape.Channels == 3)
            {
                colours.CopyTo(target);
            }
            else
            {
                ToGrey(colours, target);
            }
        }

        return new ImageSet(set.Name, shape, set.ClassNames, pixels, set.Labels);
    }
}
