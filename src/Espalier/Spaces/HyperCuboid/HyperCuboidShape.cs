namespace Espalier.Spaces.HyperCuboid;

/// <summary>The grid: which widths a layer's output may have, and how many layers there are; each has a step of stride 1 and one of stride 2.</summary>
public sealed class HyperCuboidShape
{
    /// <summary>SharpSepConv with a window of 3x3, as wide in the middle as at its end.</summary>
    public const string SepConv3x3 = "sep_conv_3x3";

    /// <summary>3x3 maximum pooling, followed by a 1x1 convolution and batch norm where the width changes.</summary>
    public const string MaxPool3x3 = "max_pool_3x3";

    private const int StepsPerLayer = 2;

    /// <summary>A grid.</summary>
    /// <param name="widths">
    /// The widths in multiples of <see cref="NetworkSettings.Channels"/>, rising, at least one. Default 1, 2, 4; the paper's are 1, 2, 4, 8, 16 at
    /// 32 channels, which is 32 to 512.
    /// </param>
    /// <param name="layers">How many layers, at least 1. Default 3, as in the authors' code.</param>
    /// <exception cref="ArgumentException">The widths do not rise from at least 1.</exception>
    public HyperCuboidShape(IEnumerable<int>? widths = null, int layers = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        (Widths, Layers) = ([.. widths ?? [1, 2, 4]], layers);
        if (Widths.Count == 0 || Widths[0] < 1 || Widths.Zip(Widths.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            throw new ArgumentException("widths rise from at least 1", nameof(widths));
        }

        Columns =
        [
            .. from source in Enumerable.Range(0, Widths.Count)
               from target in Enumerable.Range(0, Widths.Count)
               from primitive in Primitives
               select new GridStep(source, target, primitive),
        ];
    }

    /// <summary>What a step may do, in the order of the columns; the two of the authors' code.</summary>
    public static IReadOnlyList<string> Primitives { get; } = Array.AsReadOnly([SepConv3x3, MaxPool3x3]);

    /// <summary>The widths in multiples of the network's channels, rising.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>How many layers there are.</summary>
    public int Layers { get; }

    /// <summary>How many steps a path has.</summary>
    public int Steps => StepsPerLayer * Layers;

    /// <summary>What a column of a relaxation joins: sources first, then targets, then primitives.</summary>
    public IReadOnlyList<GridStep> Columns { get; }

    /// <summary>The stride of a step, counted from 0.</summary>
    public static int StrideOf(int step) => 1 + (step % StepsPerLayer);

    /// <summary>The column of a step.</summary>
    internal int ColumnOf(int source, int target, string primitive) =>
        (((source * Widths.Count) + target) * Primitives.Count) + PlaceOf(primitive);

    /// <summary>The place of a primitive.</summary>
    internal static int PlaceOf(string primitive) => Primitives.Index().First(pair => pair.Item == primitive).Index;

    /// <summary>The place of a width, or -1.</summary>
    internal int PlaceOf(int width)
    {
        for (var place = 0; place < Widths.Count; place++)
        {
            if (Widths[place] == width)
            {
                return place;
            }
        }

        return -1;
    }
}
