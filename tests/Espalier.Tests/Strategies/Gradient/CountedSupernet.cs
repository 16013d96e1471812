using Espalier.Spaces;
using Espalier.Supernets;

namespace Espalier.Tests.Strategies.Gradient;

/// <summary>Operations of known size on some edges of one kind of cell, and nothing that computes.</summary>
internal sealed class CountedSupernet : Supernet
{
    private readonly Parameter a;
    private readonly Tensor counts;

    public CountedSupernet(float[,] sizes)
        : base(nameof(CountedSupernet))
    {
        using var scope = NewDisposeScope();
        long[] shape = [sizes.GetLength(0), sizes.GetLength(1)];
        a = new Parameter(zeros(shape));
        counts = tensor([.. sizes.Cast<float>()], shape).DetachFromDisposeScope();
    }

    public override IReadOnlyList<Parameter> Architecture => [a];

    public override IReadOnlyList<Tensor> OperationParameters => [counts];

    public override IReadOnlyList<Tensor> Relax() => [a.softmax(-1)];

    public override Tensor forward(Tensor images, IReadOnlyList<Tensor> mixture) => throw new NotSupportedException();

    public override Genotype Derive(IReadOnlyList<double[,]> weights) => throw new NotSupportedException();

    public override Network Extract(Genotype genotype) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        a.Dispose();
        counts.Dispose();
    }
}
