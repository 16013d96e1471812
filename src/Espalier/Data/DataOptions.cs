namespace Espalier.Data;

/// <summary>How data is read where its files leave it open. Stored with a run and with its model: the same data is read again by it.</summary>
public sealed record DataOptions
{
    /// <summary>
    /// The size of every image. Null, the default: that of the files; where those differ, the commonest. Others are resized, stretched
    /// where the proportions differ.
    /// </summary>
    public ImageSize? Size { get; init; }

    /// <summary>1 for grey or 3 for colour. Null, the default: grey where every pixel of every image is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is another.</exception>
    public int? Channels
    {
        get;
        init => field = value is null or 1 or 3
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Channels), value, "1 or 3 channels are needed");
    }

    /// <summary>Whether files that cannot be decoded are left out instead of refused. Default no.</summary>
    public bool SkipUnreadable { get; init; }

    /// <summary>
    /// The part of every class that is held out for the test where the data has no test part of its own. Fraction, above 0 and below 1,
    /// default 0.2.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public double TestFraction
    {
        get;
        init => field = value is > 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(TestFraction), value, "a fraction above 0 and below 1 is needed");
    }

    = 0.2;

    /// <summary>
    /// What that part is drawn by. Not the seed of a run: runs of several seeds are to be judged on the same images. Default 1.
    /// </summary>
    public ulong SplitSeed { get; init; } = 1;

    /// <summary>The column of a table that names the class.</summary>
    public string? Label { get; init; }

    /// <summary>The folder of the data sets known by name. Null: <c>ESPALIER_DATA</c>, or else a folder of the user's.</summary>
    public string? Root { get; init; }
}
