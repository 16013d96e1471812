namespace Espalier.Estimators.Predictors.Networks;

/// <summary>Dropout whose draws come from the run's generator.</summary>
internal sealed class SeededDropout(double part, Generator generator) : Module<Tensor, Tensor>(nameof(SeededDropout))
{
    public override Tensor forward(Tensor input)
    {
        if (!training || part == 0)
        {
            return input.alias();
        }

        using var scope = NewDisposeScope();
        return (input * (input.empty_like().bernoulli_(1 - part, generator) * (1 / (1 - part)))).MoveToOuterDisposeScope();
    }
}
