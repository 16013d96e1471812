namespace Espalier.Estimators.Predictors.Networks;

/// <summary>Stacks of linear layers.</summary>
internal static class Layers
{
    /// <summary>
    /// Hidden layers of the same width, each followed by an activation. Weights are drawn for rectified layers (He et al. 2015): those that
    /// PyTorch draws by default shrink what goes through by a factor of 2.4 a layer, and after 20 layers nothing is left.
    /// </summary>
    internal static Module<Tensor, Tensor> Hidden(int inputs, int layers, int width, Func<Module<Tensor, Tensor>> activation, Generator generator) =>
        Sequential(Enumerable.Range(0, layers).SelectMany(layer =>
        {
            var linear = Linear(layer == 0 ? inputs : width, width);
            nn.init.kaiming_normal_(linear.weight, generator: generator);
            nn.init.constant_(linear.bias!, 0);
            return new[] { linear, activation() };
        }));

    /// <summary>A linear layer drawn as PyTorch does.</summary>
    internal static Linear Drawn(int inputs, int outputs, Generator generator)
    {
        var linear = Linear(inputs, outputs);
        linear.reset_parameters(generator);
        return linear;
    }
}

/// <summary>The hyperbolic tangent of each number.</summary>
internal sealed class TanhLayer() : Module<Tensor, Tensor>(nameof(TanhLayer))
{
    public override Tensor forward(Tensor input) => input.tanh();
}

/// <summary>Hidden layers and a linear one from them to one number a row.</summary>
internal sealed class Regressor : Module<Tensor, Tensor>
{
    internal Regressor(Module<Tensor, Tensor> body, int width, Generator generator)
        : base(nameof(Regressor))
    {
        Body = body;
        Out = Layers.Drawn(width, 1, generator);
        register_module("body", Body);
        register_module("out", Out);
    }

    /// <summary>From rows to what the last layer sees.</summary>
    internal Module<Tensor, Tensor> Body { get; }

    /// <summary>The last layer.</summary>
    internal Linear Out { get; }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return Out.call(Body.call(input)).squeeze(-1).MoveToOuterDisposeScope();
    }
}
