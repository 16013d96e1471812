namespace Espalier.Tests.Kernels.Stages;

/// <summary>What kind of convolutions a stage has.</summary>
public enum StageKind
{
    /// <summary>A depthwise convolution and a 1x1 convolution.</summary>
    Depthwise,

    /// <summary>A 1x1 convolution.</summary>
    Pointwise,

    /// <summary>Two strided 1x1 convolutions side by side.</summary>
    Factorized,
}

/// <summary>A stage, what goes in, and how all of it lies in memory.</summary>
internal sealed record StageCase(StageKind Kind, ulong Seed)
{
    /// <summary>Statistics of fewer pixels are nothing but rounding.</summary>
    private const int FewestPixels = 8;
    private static readonly int[] SomeChannels = [1, 3, 4, 8, 12, 16, 18, 32, 36, 44];

    public int Kernel { get; init; } = 3;

    public int Stride { get; init; } = 1;

    public int Dilation { get; init; } = 1;

    public int Inputs { get; init; } = 12;

    public int Outputs { get; init; } = 12;

    public int Batch { get; init; } = 3;

    public int Height { get; init; } = 9;

    public int Width { get; init; } = 11;

    public bool Affine { get; init; }

    public bool Tracks { get; init; } = true;

    public bool Training { get; init; } = true;

    public bool Updates { get; init; } = true;

    /// <summary>Whether whole numbers go in, many of them zero.</summary>
    public bool Whole { get; init; }

    public Layout Input { get; init; } = Layout.Pixels;

    public Layout Gradient { get; init; } = Layout.Pixels;

    /// <summary>Rows of what comes out.</summary>
    public int OutputHeight => ((Height - 1) / Stride) + 1;

    /// <summary>Pixels of a row of what comes out.</summary>
    public int OutputWidth => ((Width - 1) / Stride) + 1;

    private bool HasStatistics =>
        (Input == Layout.Repeated || Gradient == Layout.Repeated ? 1 : Batch) * OutputHeight * OutputWidth >= FewestPixels;

    /// <summary>Draws a case.</summary>
    internal static StageCase Draw(StageKind kind, ulong seed)
    {
        var random = new SeededRandom(SeededRandom.Derive(seed, kind.ToString()));
        var stride = kind switch { StageKind.Depthwise => random.Next(1, 3), StageKind.Pointwise => 1, _ => 2 };
        var inputs = Channels();
        var (batch, height, width) = (random.Next(3) == 0 ? 1 : random.Next(2, 12), Side(), Side());
        var drawn = new StageCase(kind, seed)
        {
            Kernel = kind == StageKind.Depthwise ? random.Next(2) == 0 ? 3 : 5 : 1,
            Stride = stride,
            Dilation = kind == StageKind.Depthwise ? random.Next(1, 3) : 1,
            Inputs = inputs,
            Outputs = kind == StageKind.Depthwise && random.Next(2) == 0 ? inputs : Math.Max(Channels(), stride),
            Batch = batch,
            Height = height,
            Width = width,
            Affine = random.Next(2) == 0,
            Tracks = random.Next(6) > 0,
            Training = random.Next(3) > 0,
            Updates = random.Next(4) > 0,
            Whole = random.Next(4) == 0,
            Input = (Layout)random.Next(6),
            Gradient = (Layout)random.Next(6),
        };
        return drawn.HasStatistics ? drawn : drawn with { Training = false, Tracks = true };

        int Channels() => SomeChannels[random.Next(SomeChannels.Length)];

        int Side() => random.Next(5) == 0 ? 1 : random.Next(2, 20);
    }
}
