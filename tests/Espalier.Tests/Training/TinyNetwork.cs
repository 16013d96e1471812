using Espalier.Spaces;

namespace Espalier.Tests.Training;

/// <summary>
/// A convolutional classifier of 3x8x8 images with every part a trainer meets: batch norm, a dropped path, an auxiliary head.
/// </summary>
internal sealed class TinyNetwork : Network
{
    private readonly Conv2d stem = Conv2d(3, 4, 3, padding: 1, bias: false);
    private readonly BatchNorm2d norm = BatchNorm2d(4);
    private readonly Conv2d path = Conv2d(4, 4, 3, padding: 1, bias: false);
    private readonly Linear classifier = Linear(16, 4);
    private readonly Linear? auxiliary;

    public TinyNetwork(long seed, bool withAuxiliary = false)
        : base("tiny")
    {
        auxiliary = withAuxiliary ? Linear(16, 4) : null;
        RegisterComponents();
        using var unrecorded = no_grad();
        using var generator = new Generator((ulong)seed);
        foreach (var parameter in parameters().Except(norm.parameters()))
        {
            parameter.normal_(0, 0.3, generator);
        }
    }

    public BatchNorm2d Norm => norm;

    public override (Tensor Logits, Tensor? Auxiliary) ForwardWithAuxiliary(Tensor images)
    {
        using var scope = NewDisposeScope();
        var stemmed = functional.relu(norm.call(stem.call(images.sub(0.5))));
        var features = functional.adaptive_avg_pool2d(stemmed.add(Dropped(path.call(stemmed))), 2).flatten(1);
        var extra = training && auxiliary is not null ? auxiliary.call(features).MoveToOuterDisposeScope() : null;
        return (classifier.call(features).MoveToOuterDisposeScope(), extra);
    }

    private Tensor Dropped(Tensor value)
    {
        if (!training || DropPathProbability == 0)
        {
            return value;
        }

        var keep = 1 - DropPathProbability;
        return value.mul(empty([value.shape[0], 1, 1, 1]).bernoulli_(keep, DropPathGenerator)).div(keep);
    }
}
