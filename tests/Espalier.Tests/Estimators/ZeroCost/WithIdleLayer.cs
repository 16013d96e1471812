namespace Espalier.Tests.Estimators.ZeroCost;

/// <summary>A layer that gives logits, and one with a ReLU behind it whose output nobody takes.</summary>
internal sealed class WithIdleLayer : Module<Tensor, Tensor>
{
    private readonly Linear used = Linear(6, 3, hasBias: false);
    private readonly Linear idle = Linear(6, 4, hasBias: false);

    public WithIdleLayer()
        : base(nameof(WithIdleLayer)) => RegisterComponents();

    public override Tensor forward(Tensor input)
    {
        _ = idle.call(input).relu();
        return used.call(input.relu());
    }
}
