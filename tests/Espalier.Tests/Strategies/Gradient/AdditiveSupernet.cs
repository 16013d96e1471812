using Espalier.Spaces;
using Espalier.Supernets;

namespace Espalier.Tests.Strategies.Gradient;

/// <summary>One edge whose operations scale the logits by known factors, mixed by architecture parameters that mislead.</summary>
internal sealed class AdditiveSupernet : Supernet
{
    private readonly float[] factors;
    private readonly Parameter a;
    private readonly Parameter w;

    public AdditiveSupernet(float[] factors, float[] logits)
        : base(nameof(AdditiveSupernet))
    {
        using var scope = NewDisposeScope();
        this.factors = factors;
        a = new Parameter(tensor(logits, [1, logits.Length]));
        w = new Parameter(ones([1]));
        register_parameter("w", w);
    }

    public override IReadOnlyList<Parameter> Architecture => [a];

    public override IReadOnlyList<Tensor> OperationParameters => throw new NotSupportedException();

    public override IReadOnlyList<Tensor> Relax() => [a.softmax(-1)];

    /// <summary>The brighter an image, the more its second logit outweighs its first.</summary>
    public override Tensor forward(Tensor images, IReadOnlyList<Tensor> mixture)
    {
        var strength = (mixture[0] * tensor(factors, [1, factors.Length])).sum() * w;
        return (images.mean([1, 2, 3]).unsqueeze(1) - 0.5f) * strength * tensor([-1f, 1f], [1, 2]);
    }

    public override Genotype Derive(IReadOnlyList<double[,]> weights) => new SmallSpace.Choice(
        Enumerable.Range(0, factors.Length).MaxBy(operation => weights[0][0, operation]).ToString());

    public override Network Extract(Genotype genotype) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        a.Dispose();
    }
}
