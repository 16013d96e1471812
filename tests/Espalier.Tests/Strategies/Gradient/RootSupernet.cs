using Espalier.Spaces;
using Espalier.Supernets;

namespace Espalier.Tests.Strategies.Gradient;

/// <summary>Logits with the square root of a weight of zero in them: a finite loss with a gradient that is not.</summary>
internal sealed class RootSupernet : Supernet
{
    private readonly Parameter a;

    public RootSupernet()
        : base(nameof(RootSupernet))
    {
        using var scope = NewDisposeScope();
        W = new Parameter(zeros([2]));
        a = new Parameter(ones([1, 2]));
        register_parameter("w", W);
    }

    public Parameter W { get; }

    public override IReadOnlyList<Parameter> Architecture => [a];

    public override IReadOnlyList<Tensor> OperationParameters => throw new NotSupportedException();

    public override IReadOnlyList<Tensor> Relax() => [a.softmax(-1)];

    public override Tensor forward(Tensor images, IReadOnlyList<Tensor> mixture) =>
        images.mean([1, 2, 3]).unsqueeze(1) * W.sqrt() * mixture[0];

    public override Genotype Derive(IReadOnlyList<double[,]> weights) => throw new NotSupportedException();

    public override Network Extract(Genotype genotype) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        a.Dispose();
    }
}
