namespace Espalier.Data;

/// <summary>Images of nothing: every value drawn evenly, each by itself.</summary>
public static class NoiseImages
{
    /// <summary>What a user writes instead of the name of data.</summary>
    public const string Name = "noise";

    /// <summary>Draws images.</summary>
    /// <param name="shape">The size of each.</param>
    /// <param name="count">How many, at least 0. With the same seed, fewer are the first of more.</param>
    /// <param name="seed">Draws derive from it.</param>
    public static ImageSet Of(ImageShape shape, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var pixels = new byte[checked(count * shape.Length)];
        new SeededRandom(SeededRandom.Derive(seed, "noise images")).NextBytes(pixels);
        return new ImageSet(Name, shape, [Name], pixels, new byte[count]);
    }
}
