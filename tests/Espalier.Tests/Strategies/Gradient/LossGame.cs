using Espalier.Data;
using Espalier.Spaces;
using Espalier.Supernets;

namespace Espalier.Tests.Strategies.Gradient;

/// <summary>
/// The closed-form example of the DARTS paper as a network: on a black image its cross-entropy is (w - a)^2, on a white one a w - 2 a + 1,
/// each plus a constant that keeps it above zero. So whole strategies can play it.
/// </summary>
internal sealed class LossGame : Supernet
{
    private const double Above = 40;

    public LossGame(double a, double w)
        : base(nameof(LossGame))
    {
        using var scope = NewDisposeScope();
        A = new Parameter(tensor((float)a));
        W = new Parameter(tensor((float)w));
        register_parameter("w", W);
    }

    public Parameter A { get; }

    public Parameter W { get; }

    public override IReadOnlyList<Parameter> Architecture => [A];

    public override IReadOnlyList<Tensor> OperationParameters => throw new NotSupportedException();

    public static Batch Train() => Of(0);

    public static Batch Validation() => Of(1);

    public override IReadOnlyList<Tensor> Relax() => [A];

    /// <summary>Two logits, the first of which is right: with a difference d their cross-entropy is log(1 + e^d).</summary>
    public override Tensor forward(Tensor images, IReadOnlyList<Tensor> mixture)
    {
        var a = mixture[0];
        var loss = (images.mean().ToDouble() > 0.5 ? (a * W) - (a * 2) + 1 : (W - a).square()) + Above;
        var difference = loss + (1 - loss.neg().exp()).log();
        return stack([difference * 0, difference]).unsqueeze(0);
    }

    public override Genotype Derive(IReadOnlyList<double[,]> weights) => throw new NotSupportedException();

    public override Network Extract(Genotype genotype) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        A.Dispose();
    }

    private static Batch Of(float brightness)
    {
        using var scope = NewDisposeScope();
        return new Batch(
            (ones([1, 1, 2, 2]) * brightness).DetachFromDisposeScope(), zeros([1], ScalarType.Int64).DetachFromDisposeScope());
    }
}
