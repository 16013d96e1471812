namespace Espalier.Estimators.Predictors.Networks;

/// <summary>A linear layer whose weights are drawn at each call: mean plus softplus(rho) times normal noise.</summary>
/// <remarks>rho begins at -3, a deviation of 0.049; the mean as PyTorch draws linear layers (Kaiming).</remarks>
internal sealed class BayesianLinear : Module<Tensor, Tensor>
{
    private const double FirstRho = -3;
    private readonly Generator generator;
    private readonly Linear mean;
    private readonly Parameter rho;
    private readonly Parameter rhoOfBias;

    internal BayesianLinear(int inputs, int outputs, Generator generator)
        : base(nameof(BayesianLinear))
    {
        this.generator = generator;
        using var scope = NewDisposeScope();
        mean = Layers.Drawn(inputs, outputs, generator);
        rho = new Parameter(full([outputs, inputs], FirstRho));
        rhoOfBias = new Parameter(full([outputs], FirstRho));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return functional.linear(input, Drawn(mean.weight, rho), Drawn(mean.bias!, rhoOfBias)).MoveToOuterDisposeScope();
    }

    private Tensor Drawn(Tensor around, Tensor spread) =>
        around + (functional.softplus(spread) * randn(around.shape, generator: generator));
}
