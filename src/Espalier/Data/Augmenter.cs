namespace Espalier.Data;

/// <summary>Turns the bytes of one image into floats, with the random changes of an <see cref="Augmentation"/>.</summary>
/// <remarks>Holds no state between images: threads may share it.</remarks>
public sealed class Augmenter
{
    // Division rounds once, so the float of a byte is the nearest one, as everywhere else that divides by 255.
    private static readonly float[] PixelUnits = [.. Enumerable.Range(0, 256).Select(value => value / 255f)];

    private readonly ImageShape _shape;
    private readonly Augmentation _augmentation;
    private readonly float[] _fill;

    /// <summary>Prepares for images of one size.</summary>
    /// <param name="shape">The size of the images.</param>
    /// <param name="augmentation">What to change at random.</param>
    /// <param name="statistics">
    /// Its mean fills the cutout: after normalisation that is zero, the value the published recipes write into normalised images.
    /// </param>
    /// <exception cref="ArgumentException">The statistics are for another number of channels.</exception>
    public Augmenter(ImageShape shape, Augmentation augmentation, ChannelStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(augmentation);
        ArgumentNullException.ThrowIfNull(statistics);
        if (statistics.Mean.Length != shape.Channels)
        {
            throw new ArgumentException(
                $"Statistics of {statistics.Mean.Length} channels do not fit images of {shape}.", nameof(statistics));
        }

        _shape = shape;
        _augmentation = augmentation;
        _fill = statistics.Mean;
    }

    /// <summary>Draws the changes for one image. What is off draws nothing.</summary>
    public AugmentationDraw Draw(SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var padding = _augmentation.CropPadding;
        return new AugmentationDraw
        {
            ShiftY = padding == 0 ? 0 : random.Next((2 * padding) + 1) - padding,
            ShiftX = padding == 0 ? 0 : random.Next((2 * padding) + 1) - padding,
            Flip = _augmentation.HorizontalFlip && random.Next(2) == 1,
            CutoutY = _augmentation.Cutout == 0 ? 0 : random.Next(_shape.Height),
            CutoutX = _augmentation.Cutout == 0 ? 0 : random.Next(_shape.Width),
        };
    }

    /// <summary>Writes one image: crop, then flip, then cutout.</summary>
    /// <param name="image">Planar <c>[C, H, W]</c> bytes.</param>
    /// <param name="draw">The changes, from <see cref="Draw"/>.</param>
    /// <param name="target">Receives <c>[H, W, C]</c> floats in pixel units 0-1; every value is written.</param>
    /// <exception cref="ArgumentException">A length is not that of one image.</exception>
    public void Write(ReadOnlySpan<byte> image, in AugmentationDraw draw, Span<float> target)
    {
        if (image.Length != _shape.Length || target.Length != _shape.Length)
        {
            throw new ArgumentException(
                $"{image.Length} bytes into {target.Length} floats: an image of {_shape} has {_shape.Length} values.", nameof(target));
        }

        var line = _shape.Width * _shape.Channels;
        for (var y = 0; y < _shape.Height; y++)
        {
            WriteLine(image, y + draw.ShiftY, draw, target.Slice(y * line, line));
        }

        if (_augmentation.Cutout > 0)
        {
            CutOut(draw, target);
        }
    }

    private void WriteLine(ReadOnlySpan<byte> image, int sourceY, in AugmentationDraw draw, Span<float> line)
    {
        if (draw.ShiftX != 0 || (uint)sourceY >= (uint)_shape.Height)
        {
            line.Clear();
        }

        var left = Math.Max(0, -draw.ShiftX);
        var count = _shape.Width - Math.Abs(draw.ShiftX);
        if ((uint)sourceY >= (uint)_shape.Height || count <= 0)
        {
            return;
        }

        var channels = _shape.Channels;
        var first = draw.Flip ? _shape.Width - 1 - left : left;
        var step = draw.Flip ? -channels : channels;
        for (var channel = 0; channel < channels; channel++)
        {
            var start = (((channel * _shape.Height) + sourceY) * _shape.Width) + left + draw.ShiftX;
            var at = (first * channels) + channel;
            foreach (var value in image.Slice(start, count))
            {
                line[at] = PixelUnits[value];
                at += step;
            }
        }
    }

    private void CutOut(in AugmentationDraw draw, Span<float> target)
    {
        var size = _augmentation.Cutout;
        var top = Math.Max(0, draw.CutoutY - (size / 2));
        var bottom = Math.Min(_shape.Height, draw.CutoutY - (size / 2) + size);
        var left = Math.Max(0, draw.CutoutX - (size / 2));
        var right = Math.Min(_shape.Width, draw.CutoutX - (size / 2) + size);
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                _fill.CopyTo(target[(((y * _shape.Width) + x) * _shape.Channels)..]);
            }
        }
    }
}
