namespace Espalier.Corruptions;

/// <summary>What a corruption comes from.</summary>
public enum CorruptionFamily
{
    /// <summary>The sensor: pixels are off, each by itself.</summary>
    Noise,

    /// <summary>The lens or a movement: pixels run into each other.</summary>
    Blur,

    /// <summary>The weather: something is between camera and thing.</summary>
    Weather,

    /// <summary>The processing: what is done to an image afterwards.</summary>
    Digital,
}

/// <summary>
/// One of the common corruptions of Hendrycks and Dietterich (arXiv 1903.12261, section 4.1): a change of an image that nobody makes against a
/// network, at five severities. A corruption carries a card and has a constructor without parameters: <see cref="CorruptionCatalog"/> then
/// finds it.
/// </summary>
/// <remarks>
/// The constants of the severities are those that the authors published CIFAR-10-C by, images of 32 x 32 pixels. Lengths in pixels are taken as they
/// are unless a corruption says that it scales them.
/// </remarks>
public abstract class Corruption
{
    /// <summary>The worst severity; the mildest is 1.</summary>
    public const int Severities = 5;

    /// <summary>Where it comes from.</summary>
    public abstract CorruptionFamily Family { get; }

    /// <summary>Corrupts one image.</summary>
    /// <param name="picture">The image, pixels 0 to 1, of any size and any number of channels. It stays as it is.</param>
    /// <param name="severity">1 to 5.</param>
    /// <param name="random">Where draws come from; of one seed the same image comes out.</param>
    /// <returns>An image of the same size, pixels 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such severity.</exception>
    public Picture Apply(Picture picture, int severity, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(severity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(severity, Severities);
        var made = Corrupt(picture, severity - 1, random);
        foreach (ref var value in made.Pixels.AsSpan())
        {
            value = Math.Clamp(value, 0, 1);
        }

        return made;
    }

    /// <summary>Makes a new image; what is outside 0 to 1 is cut off afterwards.</summary>
    /// <param name="picture">To be read only.</param>
    /// <param name="level">The severity from 0 to 4: the place of its constants.</param>
    /// <param name="random">Where draws come from.</param>
    private protected abstract Picture Corrupt(Picture picture, int level, SeededRandom random);
}
