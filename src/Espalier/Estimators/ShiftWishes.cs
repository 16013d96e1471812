using Espalier.Corruptions;
using Espalier.Data;

namespace Espalier.Estimators;

/// <summary>What a search wants to know of candidates on images that are not as those of its data.</summary>
/// <param name="Corruptions">Whether mean corruption accuracy is asked for: under <see cref="CorruptionCatalog.ForSearch"/>.</param>
/// <param name="Outliers">Other images of the same shape, that candidates are to tell from validation images; null where nobody asks.</param>
/// <param name="Seed">What corruptions draw derives from it.</param>
public sealed record ShiftWishes(bool Corruptions, ImageSet? Outliers, ulong Seed)
{
    /// <summary>The most images of a kind that are looked at.</summary>
    public const int MostImages = 128;

    /// <summary>Nothing.</summary>
    public static ShiftWishes None { get; } = new(Corruptions: false, null, 0);

    /// <summary>How many times a network looks at <see cref="MostImages"/> images: what it costs.</summary>
    public int Passes => (Corruptions ? CorruptionCatalog.ForSearch.Count : 0) + (Outliers is null ? 0 : 2);
}
