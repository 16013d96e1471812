using System.Collections.Concurrent;
using Espalier.Data;

namespace Espalier.Cli.Benches.Evidence;

/// <summary>What a network has to know of a data set.</summary>
/// <param name="Shape">Of an image.</param>
/// <param name="Classes">How many.</param>
/// <param name="Train">Training images.</param>
/// <param name="Test">Test images.</param>
internal sealed record EvidenceImages(ImageShape Shape, int Classes, int Train, int Test)
{
    private static readonly ConcurrentDictionary<string, Lazy<EvidenceImages>> Known = new(StringComparer.Ordinal);

    /// <summary>Of a data set, which is read once.</summary>
    /// <exception cref="InvalidInputException">There is none.</exception>
    internal static EvidenceImages Of(string data) => Known.GetOrAdd(data, name => new(() =>
    {
        var loaded = DataCatalog.Load(name);
        return new(loaded.Train.Shape, loaded.Train.Classes, loaded.Train.Count, loaded.Test.Count);
    })).Value;
}
