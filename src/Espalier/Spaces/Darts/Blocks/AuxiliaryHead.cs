namespace Espalier.Spaces.Darts.Blocks;

/// <summary>The auxiliary classifier of DARTS' CIFAR networks: pool to 2x2, convolve to 128 and 768 channels, classify.</summary>
/// <remarks>
/// Departure: the published pooling (5x5, stride 3) gives 2x2 only from 8x9 pixels; other sizes are averaged to 2x2 adaptively. At
/// 8x8, the size of a 32x32 image there, it is the published one.
/// </remarks>
internal sealed class AuxiliaryHead : Module<Tensor, Tensor>
{
    private const int PublishedSize = 8;
    private readonly Module<Tensor, Tensor> relu = ReLU();
    private readonly Module<Tensor, Tensor> features;
    private readonly Linear classifier;

    internal AuxiliaryHead(int channels, int classes)
        : base(nameof(AuxiliaryHead))
    {
        features = Sequential(
            Conv2d(channels, 128, 1, bias: false),
            BatchNorm2d(128),
            ReLU(),
            Conv2d(128, 768, 2, bias: false),
            BatchNorm2d(768),
            ReLU());
        classifier = Linear(768, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var active = relu.call(input);
        var pooled = active.size(2) == PublishedSize && active.size(3) == PublishedSize
            ? functional.avg_pool2d(active, 5, 3, 0, count_include_pad: false)
            : functional.adaptive_avg_pool2d(active, 2);
        return classifier.call(features.call(pooled).flatten(1));
    }
}
