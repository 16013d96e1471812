namespace Espalier.Estimators.Predictors.Networks;

/// <summary>A network with noise of a variance that is learnt as well.</summary>
internal sealed class NoisyRegressor : Module<Tensor, Tensor>
{
    private const double UsualVariance = 0.01;
    private readonly Module<Tensor, Tensor> mean;
    private readonly Parameter logVariance;

    internal NoisyRegressor(Module<Tensor, Tensor> mean)
        : base(nameof(NoisyRegressor))
    {
        using var scope = NewDisposeScope();
        this.mean = mean;
        logVariance = new Parameter(full([1], Math.Log(UsualVariance)));
        RegisterComponents();
    }

    /// <summary>The noise's variance.</summary>
    internal double Variance => Math.Exp(logVariance.ToDouble());

    public override Tensor forward(Tensor input) => mean.call(input);

    /// <summary>Minus the logarithm of the posterior by the number of all examples, estimated from some, in the caller's scope.</summary>
    internal Tensor Energy(Tensor inputs, Tensor targets, int count)
    {
        using var scope = NewDisposeScope();
        var squares = (mean.call(inputs) - targets).square();
        var misfit = ((squares * (-logVariance).exp()) + logVariance).mean() * 0.5;
        var weights = mean.parameters().Select(parameter => parameter.square().sum()).Aggregate((sum, next) => sum + next) * 0.5;
        var noise = (logVariance - Math.Log(UsualVariance)).square().sum() * 0.5;
        return (misfit + ((weights + noise) * (1.0 / count))).MoveToOuterDisposeScope();
    }
}
