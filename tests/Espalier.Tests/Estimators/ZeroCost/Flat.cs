namespace Espalier.Tests.Estimators.ZeroCost;

/// <summary>All but the samples in one dimension.</summary>
internal sealed class Flat() : Module<Tensor, Tensor>(nameof(Flat))
{
    public override Tensor forward(Tensor input) => input.flatten(1);
}
