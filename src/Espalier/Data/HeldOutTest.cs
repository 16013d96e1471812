namespace Espalier.Data;

/// <summary>
/// A test set that opens once: no search or training step can look at it and still leave it for the final judgement.
/// </summary>
/// <remarks>Thread-safe: of several callers one gets the images, the others the exception.</remarks>
public sealed class HeldOutTest
{
    private ImageSet? _images;

    /// <summary>Shuts the set away.</summary>
    /// <param name="test">The test images.</param>
    /// <param name="limit">Keep only the first so many images; 0 keeps all.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is negative.</exception>
    public HeldOutTest(ImageSet test, int limit = 0)
    {
        ArgumentNullException.ThrowIfNull(test);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        _images = limit == 0 ? test : test.Take(limit);
        Name = test.Name;
        Shape = test.Shape;
        ClassNames = test.ClassNames;
        Count = _images.Count;
    }

    /// <summary>What the set is called; readable without opening.</summary>
    public string Name { get; }

    /// <summary>The size of every image; readable without opening.</summary>
    public ImageShape Shape { get; }

    /// <summary>One name per class; readable without opening.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The number of images; readable without opening.</summary>
    public int Count { get; }

    /// <summary>Whether somebody has the images already.</summary>
    public bool IsOpened => Volatile.Read(ref _images) is null;

    /// <summary>Gives the images out, once.</summary>
    /// <exception cref="InvalidOperationException">They were given out before.</exception>
    public ImageSet Open() => Interlocked.Exchange(ref _images, null)
        ?? throw new InvalidOperationException($"The test set {Name} was opened before: it is used once, at the end.");
}
