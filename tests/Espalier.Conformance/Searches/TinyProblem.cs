using Espalier.Data;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Supernets;

namespace Espalier.Conformance.Searches;

/// <summary>Twenty-four images of 1x8x8 in two classes, and networks of 2 channels and 3 cells over them.</summary>
internal static class TinyProblem
{
    public const int Epochs = 2;
    public const int StepsPerEpoch = 2;
    public const int Steps = Epochs * StepsPerEpoch;
    private const int Batch = 6;

    public static Dataset Dataset { get; } = new("tiny", Images(24, 1), Images(6, 2));

    private static readonly Lazy<DataSplit> Split = new(() => new DataSplit(Dataset, new SplitOptions(), 3));

    public static DataSplit Data => Split.Value;

    public static NetworkSettings Settings => new()
    {
        Channels = 2,
        Cells = 3,
        Input = Data.Train.Shape,
        Classes = Data.Train.Classes,
        Statistics = Data.Statistics,
    };

    public static BatchLoader Loader(ImageSet set) =>
        new(set, Batch, new Augmentation { CropPadding = 1 }, Data.Statistics, 4, shuffle: true, dropLast: true);

    public static Supernet Supernet(IRelaxedSpace space, ulong seed, SupernetForm? form = null)
    {
        using var generator = new Generator(SeededRandom.Derive(seed, "supernet"));
        return SupernetCatalog.Build(space, Settings, generator, form);
    }

    public static GradientContext Context(IRelaxedSpace space, Supernet supernet, ulong seed) => new()
    {
        Supernet = supernet,
        EdgeNodes = [.. space.Edges.Select(edge => edge.Node)],
        Epochs = Epochs,

        // A batch is enough to choose by, and who walks it does so hundreds of times.
        Validation = () => Loader(Data.Validation).Epoch(0).Take(1),
        Seed = seed,
    };

    private static ImageSet Images(int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        var pixels = new byte[count * 64];
        var labels = new byte[count];
        for (var i = 0; i < pixels.Length; i++)
        {
            labels[i / 64] = (byte)(i / 64 % 2);
            pixels[i] = (byte)(random.Next(100) + (labels[i / 64] == 1 && i % 8 < 4 ? 120 : 0));
        }

        return new ImageSet("tiny", new ImageShape(1, 8, 8), ["even", "odd"], pixels, labels);
    }
}
