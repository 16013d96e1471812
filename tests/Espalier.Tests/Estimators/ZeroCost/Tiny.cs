using Espalier.Data;
using Espalier.Estimators.ZeroCost;

namespace Espalier.Tests.Estimators.ZeroCost;

/// <summary>Networks small enough to score by hand.</summary>
internal static class Tiny
{
    public const double Exact = 1e-5;

    public static Linear Dense(float[,] weight)
    {
        var layer = Linear(weight.GetLength(1), weight.GetLength(0), hasBias: false);
        using var unrecorded = no_grad();
        using var scope = NewDisposeScope();
        layer.weight.copy_(tensor([.. weight.Cast<float>()], layer.weight.shape));
        return layer;
    }

    /// <summary>Three layers of drawn weights without biases, ReLU between them.</summary>
    public static Module<Tensor, Tensor> Stack(ulong seed)
    {
        using var generator = new Generator(seed);
        Linear[] layers = [Linear(6, 8, hasBias: false), Linear(8, 7, hasBias: false), Linear(7, 3, hasBias: false)];
        foreach (var layer in layers)
        {
            layer.reset_parameters(generator);
        }

        return Sequential(layers[0], ReLU(), layers[1], ReLU(), layers[2]);
    }

    /// <summary>Samples [count, features] of a normal distribution, of three classes in turn.</summary>
    public static ProxyInput Input(int count = 5, int features = 6, int batches = 1, ulong seed = 1)
    {
        using var generator = new Generator(seed);
        return Of([.. Enumerable.Range(0, batches).Select(_ => randn([count, features], generator: generator))]);
    }

    /// <summary>Batches of given inputs, of three classes in turn; the caller's scope owns them.</summary>
    public static ProxyInput Of(params Tensor[] inputs) => new()
    {
        Batches = [.. inputs.Select(images => new Batch(images, tensor([.. Enumerable.Range(0, (int)images.size(0)).Select(i => (long)(i % 3))])))],
        Generator = new Generator(7),
    };
}
