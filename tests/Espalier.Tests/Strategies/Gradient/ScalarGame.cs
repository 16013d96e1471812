using Espalier.Spaces;
using Espalier.Supernets;

namespace Espalier.Tests.Strategies.Gradient;

/// <summary>
/// The closed-form example of the DARTS paper: L_train = (w - a)^2 and L_val = a w - 2 a + 1, with one weight and one architecture
/// parameter.
/// </summary>
internal sealed class ScalarGame : Supernet
{
    public ScalarGame(double a, double w)
        : base(nameof(ScalarGame))
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

    public Tensor TrainLoss() => (W - A).square();

    public Tensor ValidationLoss() => (A * W) - (A * 2) + 1;

    public override IReadOnlyList<Tensor> Relax() => [A];

    public override Tensor forward(Tensor images, IReadOnlyList<Tensor> mixture) => throw new NotSupportedException();

    public override Genotype Derive(IReadOnlyList<double[,]> weights) => throw new NotSupportedException();

    public override Network Extract(Genotype genotype) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        A.Dispose();
    }
}
