namespace Espalier.Data;

/// <summary>What is done to a training image at random before the network sees it. Everything is off by default.</summary>
/// <remarks>The usual CIFAR-10 recipe is padding 4, flip, and cutout 16 (DARTS, arXiv 1806.09055, appendix A.2).</remarks>
public sealed record Augmentation
{
    /// <summary>No change: pixels as they are.</summary>
    public static Augmentation None { get; } = new();

    /// <summary>
    /// Black pixels added on each side before a window of the old size is cut out at random. 0-64 pixels, default 0 (off).
    /// </summary>
    /// <remarks>He et al., "Deep residual learning for image recognition", arXiv 1512.03385, section 4.2.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0-64.</exception>
    public int CropPadding
    {
        get;
        init => field = Checked(value, 64, nameof(CropPadding));
    }

    /// <summary>Whether half of the images are mirrored left to right. Default no.</summary>
    public bool HorizontalFlip { get; init; }

    /// <summary>
    /// Side of a square, centred at a random pixel and clipped at the border, that is blanked. 0-256 pixels, default 0 (off).
    /// </summary>
    /// <remarks>
    /// DeVries and Taylor, "Improved regularization of convolutional neural networks with cutout", arXiv 1708.04552, section 3.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0-256.</exception>
    public int Cutout
    {
        get;
        init => field = Checked(value, 256, nameof(Cutout));
    }

    private static int Checked(int value, int most, string name) => value >= 0 && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"A number of pixels from 0 to {most} is needed.");
}
