using Espalier.Data;
using Espalier.Kernels;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Supernets.Cells;
using Espalier.Tests.Kernels;

namespace Espalier.Tests.Supernets.Cells;

/// <summary>A whole supernet, with fused kernels and without.</summary>
public sealed class FusedSupernetTests
{
    private const int Classes = 3;
    private static readonly DartsSpace Space = new();

    [Theory]
    [InlineData(1, 12, 12, 1)]
    [InlineData(3, 11, 9, 1)]
    [InlineData(4, 16, 16, 1)]
    [InlineData(4, 12, 12, 2)]
    [InlineData(12, 8, 8, 1)]
    public void It_agrees_with_libtorch_in_everything(int channels, int height, int width, int strideOfStem)
    {
        using var scope = NewDisposeScope();
        var settings = new NetworkSettings
        {
            Channels = channels,
            Cells = 3,
            Input = new ImageShape(2, height, width),
            Classes = Classes,
            StemStride = strideOfStem,
        };

        Run(settings, ScalarType.Float32).AssertNear(Run(settings with { Kernels = KernelPath.Torch }, ScalarType.Float64), settings);
    }

    private static Results Run(NetworkSettings settings, ScalarType type)
    {
        using var generator = new Generator(7);
        using var supernet = new CellSupernet(Space, settings, generator);
        Precision.Convert([supernet], type);
        var images = rand([6, 2, settings.Input.Height, settings.Input.Width], generator: generator).to(type).requires_grad_();
        var labels = randint(Classes, [6], generator: generator);
        var logits = Space.CellKinds
            .Select(_ => randn([Space.Edges.Count, Space.Operations.Count], generator: generator).to(type).requires_grad_()).ToArray();
        var output = supernet.forward(images, Array.ConvertAll(logits, kind => kind.softmax(-1)));
        var results = new Results();
        results.Add("output", output);
        (string Name, Tensor Value)[] leaves =
        [
            ("images", images),
            .. Space.CellKinds.Zip(logits),
            .. supernet.named_parameters().Select(pair => (pair.name, (Tensor)pair.parameter)),
        ];
        var loss = functional.cross_entropy(output, labels);
        foreach (var (leaf, gradient) in leaves.Zip(autograd.grad([loss], [.. leaves.Select(leaf => leaf.Value)])))
        {
            results.AddGradient(leaf.Name, gradient);
        }

        foreach (var (name, module) in supernet.named_modules().Where(pair => pair.module is BatchNorm2d))
        {
            results.Add(name, (BatchNorm2d)module);
        }

        return results;
    }
}
