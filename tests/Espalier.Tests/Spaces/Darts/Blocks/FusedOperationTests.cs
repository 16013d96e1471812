using Espalier.Kernels;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Spaces.Darts.Blocks;
using Espalier.Tests.Kernels;

namespace Espalier.Tests.Spaces.Darts.Blocks;

/// <summary>When operations go through fused kernels, and when not.</summary>
public sealed class FusedOperationTests
{
    private const int Channels = 6;

    public static TheoryData<string, int> Operations => new()
    {
        { DartsOperations.SepConv3x3, 1 },
        { DartsOperations.SepConv5x5, 2 },
        { DartsOperations.DilConv3x3, 2 },
        { DartsOperations.DilConv5x5, 1 },
        { DartsOperations.SkipConnect, 2 },
        { DartsOperations.MaxPool3x3, 1 },
        { DartsOperations.AvgPool3x3, 2 },
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public void Whoever_watches_a_layer_sees_it_and_the_numbers_stay(string name, int stride)
    {
        using var scope = NewDisposeScope();
        using var operation = Build(name, stride, KernelPath.Fused);
        var input = Input();
        var unwatched = operation.call(input);
        var layers = operation.modules().OfType<Module<Tensor, Tensor>>();
        foreach (var layer in layers.Where(layer => layer.GetName() is nameof(Conv2d) or nameof(BatchNorm2d) or "MaxPool2d" or "AvgPool2d"))
        {
            var calls = 0;
            using (layer.register_forward_hook((_, _, _) => calls++))
            {
                Assert.True(Results.Error(operation.call(input), unwatched) < Results.Bound);
            }

            operation.call(input);
            Assert.Equal(1, calls);
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Float64_goes_through_libtorch_alone(string name, int stride)
    {
        using var scope = NewDisposeScope();
        using var fused = Build(name, stride, KernelPath.Fused);
        using var plain = Build(name, stride, KernelPath.Torch);
        Precision.Convert([fused, plain], ScalarType.Float64);
        var input = Input().to(ScalarType.Float64);
        var before = LiveNodes;

        Assert.True(equal(fused.call(input), plain.call(input)));
        Assert.Equal(before, LiveNodes);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Float32_goes_through_one_node(string name, int stride)
    {
        using var scope = NewDisposeScope();
        using var fused = Build(name, stride, KernelPath.Fused);
        using var plain = Build(name, stride, KernelPath.Torch);
        var before = LiveNodes;

        Assert.True(Results.Error(fused.call(Input().requires_grad_()), plain.call(Input())) < Results.Bound);
        Assert.Equal(1, LiveNodes - before);
    }

    private static Module<Tensor, Tensor> Build(string name, int stride, KernelPath kernels)
    {
        using var generator = new Generator(4);
        var operation = DartsBlocks.Operation(name, Channels, stride, BlockForm.Final, kernels)!;
        Initialization.Draw(operation, generator);
        return operation;
    }

    private static Tensor Input()
    {
        using var generator = new Generator(5);
        return randn([3, Channels, 7, 8], generator: generator);
    }
}
