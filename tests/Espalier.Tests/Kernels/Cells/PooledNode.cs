using Espalier.Kernels;
using Espalier.Kernels.Cells;

namespace Espalier.Tests.Kernels.Cells;

/// <summary>A cell of one node that both inputs reach by a largest value and a mean, each with its batch norm.</summary>
internal sealed class PooledNode : IDisposable
{
    private readonly BatchNorm2d[] norms;
    private readonly int stride;

    private PooledNode(int channels, int stride, ScalarType type = ScalarType.Float32)
    {
        this.stride = stride;
        norms = [.. Enumerable.Range(0, 4).Select(_ => BatchNorm2d(channels, affine: false))];
        Precision.Convert(norms, type);
        Plan = new(channels, 2, [new IdentityChoice(), new IdentityChoice()], [Edge(0), Edge(1)], [0], MemoryUse.Balanced);
    }

    private FusedCellPlan Plan { get; }

    /// <summary>Ties among a window's largest values go where libtorch sends them.</summary>
    internal static void AgreeOnTies(int channels, int stride, int height, int width)
    {
        using var scope = NewDisposeScope();
        using var fused = new PooledNode(channels, stride);
        using var oracle = new PooledNode(channels, stride, ScalarType.Float64);
        using var generator = new Generator(3);
        var inputs = new[] { Few(), Few(), tensor([0.4f, -0.3f, 0.2f, 0.7f], [2, 2]) };
        Assert.True(CellFunction.Handles(fused.Plan, inputs[0], inputs[1]));

        Run((first, second, mixture) => CellFunction.Apply(fused.Plan, first, second, mixture), inputs).AssertNear(
            Run(oracle.Plain, Array.ConvertAll(inputs, input => input.to(ScalarType.Float64))),
            $"{channels} channels, stride {stride}, {height}x{width}");

        // Three different numbers, the upper half all the same.
        Tensor Few()
        {
            var values = randint(3, [4, channels, height, width], ScalarType.Float32, generator: generator);
            values.narrow(2, 0, (height + 1) / 2).fill_(1);
            return values;
        }
    }

    public void Dispose() => Array.ForEach(norms, norm => norm.Dispose());

    /// <summary>What libtorch computes with the same modules.</summary>
    private Tensor Plain(Tensor first, Tensor second, Tensor mixture)
    {
        var sources = new[] { first, first, second, second };
        var shares = mixture.flatten().unbind();
        return Enumerable.Range(0, 4)
            .Select(i => norms[i].call(i % 2 == 0
                ? functional.max_pool2d(sources[i], 3, stride, 1)
                : functional.avg_pool2d(sources[i], 3, stride, 1, count_include_pad: false)) * shares[i])
            .Aggregate((sum, next) => sum + next);
    }

    /// <summary>The output and all gradients, for a gradient of 1, 2, 3, ...</summary>
    private static Results Run(Func<Tensor, Tensor, Tensor, Tensor> forward, params Tensor[] inputs)
    {
        var results = new Results();
        var leaves = Array.ConvertAll(inputs, input => input.detach().requires_grad_());
        var output = forward(leaves[0], leaves[1], leaves[2]);
        var gradient = arange(1, output.numel() + 1).to(output.dtype).view(output.shape);
        results.Add("output", output);
        foreach (var (i, found) in autograd.grad([output], leaves, [gradient]).Index())
        {
            results.AddGradient($"input {i}", found);
        }

        return results;
    }

    private FusedEdgePlan Edge(int source) => new(0, source, [(0, Pool(source, 0)), (1, Pool(source, 1))]);

    private PoolChoice Pool(int source, int column) => new(new(Maximum: column == 0, stride), norms[(2 * source) + column]);
}
