namespace Espalier.Tests.Attacks;

/// <summary>Two logits that are linear in double-precision inputs [N, 1, 1, d]: attacks on it have a closed form.</summary>
internal sealed class LinearModel : Module<Tensor, Tensor>
{
    private readonly Parameter weight;

    public LinearModel(double[] first, double[] second)
        : base("linear")
    {
        using var scope = NewDisposeScope();
        weight = new Parameter(tensor([.. first, .. second], [2, first.Length]));
        register_parameter("weight", weight);
    }

    public Parameter Weight => weight;

    public override Tensor forward(Tensor input) => functional.linear(input.flatten(1), weight);
}
