using Espalier.Costs;
using Espalier.Kernels;
using Espalier.Spaces;
using Espalier.Spaces.Sharp.Blocks;
using Espalier.Tests.Kernels;

namespace Espalier.Tests.Spaces.Sharp.Blocks;

public sealed class SharpBlocksTests
{
    /// <summary>Channels in, out, in the middle; window; stride; dilation.</summary>
    public static TheoryData<int, int, int, int, int, int> Shapes => new()
    {
        { 4, 4, 4, 3, 1, 1 },
        { 4, 6, 24, 3, 2, 1 },
        { 5, 3, 32, 3, 1, 2 },
        { 16, 16, 64, 3, 2, 2 },
        { 16, 16, 32, 5, 1, 1 },
    };

    /// <summary>k^2 (in + middle) + middle (in + out) weights, 2 (middle + out) of affine batch norms.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void It_costs_what_its_formula_says(int inputs, int outputs, int middle, int kernel, int stride, int dilation)
    {
        var shape = new SharpShape(inputs, outputs, kernel, stride, dilation, middle);
        using var final = SharpBlocks.SharpSepConv(shape, BlockForm.Final, KernelPath.Torch);
        using var search = SharpBlocks.SharpSepConv(shape, BlockForm.Search, KernelPath.Torch);
        var weights = (kernel * kernel * (inputs + middle)) + (middle * (inputs + outputs));
        var pixels = stride == 1 ? 7 * 9 : 4 * 5;

        Assert.Equal(new NetworkCost(weights + (2 * (middle + outputs)), (long)weights * pixels), NetworkCost.Of(final, [inputs, 7, 9]));
        Assert.Equal(weights, NetworkCost.ParametersOf(search));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void It_computes_the_published_rows_of_layers(int inputs, int outputs, int middle, int kernel, int stride, int dilation)
    {
        using var scope = NewDisposeScope();
        using var block = Build(new SharpShape(inputs, outputs, kernel, stride, dilation, middle), KernelPath.Torch);
        var input = Drawn([2, inputs, 7, 9], 5);
        var weights = block.parameters().Where(weight => weight.dim() == 4).ToArray();

        var half = Normed(Mixed(Windows(Positive(Numbers(input)), weights[0], stride, dilation), weights[1]));
        var expected = Normed(Mixed(Windows(Positive(half), weights[2], 1, 1), weights[3]));

        var found = Numbers(block.call(input));
        Assert.Equal((expected.GetLength(1), expected.GetLength(2), expected.GetLength(3)), (found.GetLength(1), found.GetLength(2), found.GetLength(3)));
        Assert.True(found.Cast<double>().Zip(expected.Cast<double>()).All(pair => Math.Abs(pair.First - pair.Second) < 2e-4));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Kernels_agree_with_libtorch_there_and_back(int inputs, int outputs, int middle, int kernel, int stride, int dilation)
    {
        using var scope = NewDisposeScope();
        var shape = new SharpShape(inputs, outputs, kernel, stride, dilation, middle);

        Run(shape, KernelPath.Fused, ScalarType.Float32).AssertNear(Run(shape, KernelPath.Torch, ScalarType.Float64), shape);
    }

    private static Results Run(SharpShape shape, KernelPath kernels, ScalarType type)
    {
        using var block = Build(shape, kernels);
        Precision.Convert([block], type);
        var input = Drawn([3, shape.Inputs, 8, 7], 6).to(type).requires_grad_();
        var output = block.call(input);
        var results = new Results();
        results.Add("output", output);
        var leaves = block.named_parameters().Select(pair => (pair.name, (Tensor)pair.parameter)).Append(("input", input)).ToArray();
        var gradients = autograd.grad([output], [.. leaves.Select(leaf => leaf.Item2)], [Drawn(output.shape, 7).to(type)]);
        foreach (var (leaf, gradient) in leaves.Zip(gradients))
        {
            results.AddGradient(leaf.Item1, gradient);
        }

        foreach (var (name, module) in block.named_modules().Where(pair => pair.module is BatchNorm2d))
        {
            results.Add(name, (BatchNorm2d)module);
        }

        return results;
    }

    private static Module<Tensor, Tensor> Build(SharpShape shape, KernelPath kernels)
    {
        using var generator = new Generator(4);
        var block = SharpBlocks.SharpSepConv(shape, BlockForm.Search, kernels);
        Initialization.Draw(block, generator);
        return block;
    }

    private static Tensor Drawn(long[] shape, ulong seed)
    {
        using var generator = new Generator(seed);
        return randn(shape, generator: generator);
    }

    private static double[,,,] Numbers(Tensor tensor)
    {
        var numbers = new double[tensor.size(0), tensor.size(1), tensor.size(2), tensor.size(3)];
        var values = tensor.detach().contiguous().to(ScalarType.Float64).data<double>();
        for (var i = 0; i < numbers.Length; i++)
        {
            var (rest, w) = Math.DivRem(i, numbers.GetLength(3));
            (rest, var h) = Math.DivRem(rest, numbers.GetLength(2));
            var (n, c) = Math.DivRem(rest, numbers.GetLength(1));
            numbers[n, c, h, w] = values[i];
        }

        return numbers;
    }

    private static double[,,,] Positive(double[,,,] map) => Each(map, map.GetLength(1), 1, (n, c, h, w) => Math.Max(0, map[n, c, h, w]));

    /// <summary>Depthwise windows, zeros around the map.</summary>
    private static double[,,,] Windows(double[,,,] map, Tensor weight, int stride, int dilation)
    {
        var window = Numbers(weight);
        var (kernel, middle) = (window.GetLength(2), window.GetLength(2) / 2);
        return Each(map, map.GetLength(1), stride, (n, c, h, w) => (
            from row in Enumerable.Range(0, kernel)
            from column in Enumerable.Range(0, kernel)
            let y = (h * stride) + ((row - middle) * dilation)
            let x = (w * stride) + ((column - middle) * dilation)
            where y >= 0 && y < map.GetLength(2) && x >= 0 && x < map.GetLength(3)
            select map[n, c, y, x] * window[c, 0, row, column]).Sum());
    }

    private static double[,,,] Mixed(double[,,,] map, Tensor weight)
    {
        var products = Numbers(weight);
        return Each(map, products.GetLength(0), 1, (n, c, h, w) =>
            Enumerable.Range(0, map.GetLength(1)).Sum(from => map[n, from, h, w] * products[c, from, 0, 0]));
    }

    /// <summary>By the batch's own mean and deviation, as in training.</summary>
    private static double[,,,] Normed(double[,,,] map)
    {
        var moments = Enumerable.Range(0, map.GetLength(1)).Select(c =>
        {
            var values = (
                from n in Enumerable.Range(0, map.GetLength(0))
                from h in Enumerable.Range(0, map.GetLength(2))
                from w in Enumerable.Range(0, map.GetLength(3))
                select map[n, c, h, w]).ToArray();
            var mean = values.Average();
            return (Mean: mean, Deviation: Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) + 1e-5));
        }).ToArray();
        return Each(map, map.GetLength(1), 1, (n, c, h, w) => (map[n, c, h, w] - moments[c].Mean) / moments[c].Deviation);
    }

    private static double[,,,] Each(double[,,,] map, int channels, int stride, Func<int, int, int, int, double> value)
    {
        var result = new double[map.GetLength(0), channels, (map.GetLength(2) + stride - 1) / stride, (map.GetLength(3) + stride - 1) / stride];
        for (var n = 0; n < result.GetLength(0); n++)
        {
            for (var c = 0; c < channels; c++)
            {
                for (var h = 0; h < result.GetLength(2); h++)
                {
                    for (var w = 0; w < result.GetLength(3); w++)
                    {
                        result[n, c, h, w] = value(n, c, h, w);
                    }
                }
            }
        }

        return result;
    }
}
