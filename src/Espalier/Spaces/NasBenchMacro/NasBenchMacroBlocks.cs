namespace Espalier.Spaces.NasBenchMacro;

/// <summary>The parts of NAS-Bench-Macro's networks (Su et al., arXiv 2103.11922, and the benchmark's code).</summary>
internal static class NasBenchMacroBlocks
{
    /// <summary>Features in multiples of the channels: 1280 at the published 32.</summary>
    private const int FeatureFactor = 40;

    /// <summary>How many features are classified.</summary>
    internal static int Features(NetworkSettings settings) => FeatureFactor * settings.Channels;

    /// <summary>From the images to the first layer's width.</summary>
    internal static Sequential Stem(NetworkSettings settings) => Sequential(
        Conv2d(settings.Input.Channels, settings.Channels, 3, settings.StemStride, padding: 1, bias: false),
        BatchNorm2d(settings.Channels),
        ReLU());

    /// <summary>A layer.</summary>
    internal static Module<Tensor, Tensor> Layer(NasBenchMacroLayer layer, int block, int channels)
    {
        var (from, to) = (layer.From * channels, layer.To * channels);
        return block switch
        {
            NasBenchMacroLayers.Identity => layer.Widens
                ? Sequential(Conv2d(from, to, 1, layer.Stride, bias: false), BatchNorm2d(to))
                : Identity(),
            1 => new InvertedResidual(from, to, layer.Stride, expansion: 3, kernel: 3),
            2 => new InvertedResidual(from, to, layer.Stride, expansion: 6, kernel: 5),
            _ => throw new ArgumentOutOfRangeException(nameof(block), block, "is no block of the space"),
        };
    }

    /// <summary>From the last layer to the features.</summary>
    internal static Sequential End(NetworkSettings settings) => Sequential(
        Conv2d(NasBenchMacroLayers.All[^1].To * settings.Channels, Features(settings), 1, bias: false),
        BatchNorm2d(Features(settings)),
        ReLU());
}

/// <summary>MobileNetV2's block: 1x1 to a multiple of the width, depthwise, 1x1 back; what went in is added where it has the same shape.</summary>
internal sealed class InvertedResidual : Module<Tensor, Tensor>
{
    private readonly Sequential body;
    private readonly bool adds;

    internal InvertedResidual(int from, int to, int stride, int expansion, int kernel)
        : base(nameof(InvertedResidual))
    {
        var hidden = from * expansion;
        adds = stride == 1 && from == to;
        body = Sequential(
            Conv2d(from, hidden, 1, bias: false),
            BatchNorm2d(hidden),
            ReLU(),
            Conv2d(hidden, hidden, kernel, stride, padding: kernel / 2, groups: hidden, bias: false),
            BatchNorm2d(hidden),
            ReLU(),
            Conv2d(hidden, to, 1, bias: false),
            BatchNorm2d(to));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => adds ? body.call(input) + input : body.call(input);
}
