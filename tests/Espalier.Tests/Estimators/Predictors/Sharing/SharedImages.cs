using Espalier.Data;
using Espalier.Estimators;
using Espalier.Spaces.NasBench201;

namespace Espalier.Tests.Estimators.Predictors.Sharing;

/// <summary>Images of stripes, whose direction is the class; cells that are to tell them apart by shared weights.</summary>
internal static class SharedImages
{
    private const int Side = 8;

    /// <summary>A convolution on each way through the cell.</summary>
    public static NetworkFacts Convolutions { get; } = Cell("nor_conv_3x3");

    /// <summary>Nothing anywhere: whatever the image is, the answer is the same.</summary>
    public static NetworkFacts Nothing { get; } = Cell("none");

    public static Dataset Data { get; } = new("stripes", Images(192, 1), Images(8, 2));

    public static PredictorContext Context(ulong seed = 1, PredictorImages? images = null) =>
        new() { Space = new NasBench201Space(), Seed = seed, Images = images ?? new PredictorImages { Data = Data } };

    private static NetworkFacts Cell(string operation) => new(new NasBench201Genotype(Enumerable.Repeat(operation, 6)));

    private static ImageSet Images(int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        var labels = Enumerable.Range(0, count).Select(_ => (byte)random.Next(2)).ToArray();
        var pixels = labels.SelectMany(label => Enumerable.Range(0, Side * Side).Select(place =>
            (byte)(random.Next(60) + ((label == 0 ? place / Side : place % Side) % 2 == 0 ? 150 : 0))));
        return new ImageSet("stripes", new ImageShape(1, Side, Side), ["across", "down"], [.. pixels], labels);
    }
}
