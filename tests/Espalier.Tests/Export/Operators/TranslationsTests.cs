using Espalier.Data;
using Espalier.Export;
using Espalier.Export.Operators;

namespace Espalier.Tests.Export.Operators;

public sealed class TranslationsTests
{
    private static readonly ImageShape Shape = new(2, 6, 9);

    private static readonly Dictionary<string, Func<Tensor, Tensor>> Functions = new()
    {
        ["add"] = x => x + x.mul(3),
        ["add number"] = x => x + 0.25f,
        ["add weighed"] = x => x.add(x.exp(), -0.5f),
        ["sub"] = x => x.exp() - x,
        ["sub number"] = x => x - 2,
        ["mul"] = x => x * x,
        ["div"] = x => x / (x + 1),
        ["div number"] = x => x / 3,
        ["activations"] = x => (x - 0.5f).relu() + (x - 0.5f).sigmoid() + (x - 0.5f).tanh() + (x - 0.5f).abs() + x.neg(),
        ["roots"] = x => (x + 1).log() + (x + 1).sqrt(),
        ["in place"] = x => functional.relu(x - 0.5f, inplace: true),
        ["cat"] = x => cat([x, x.exp(), x], -1),
        ["narrow"] = x => x.narrow(3, 2, 5).narrow(-2, 1, 4),
        ["slice"] = x => x.slice(3, 1, 9, 3).slice(2, 0, 100, 2),
        ["pad"] = x => functional.pad(x, [1, 0, 2, 3], 2.5),
        ["pad away"] = x => functional.pad(x, [-1, 2]),
        ["reshape"] = x => x.reshape(x.size(0), 3, -1),
        ["flatten inner"] = x => x.flatten(2).exp(),
        ["max pool"] = x => functional.max_pool2d(x - 1, 3, 2, 1),
        ["max pool dilated"] = x => functional.max_pool2d(x, 2, 1, 0, 2),
        ["mean pool"] = x => functional.avg_pool2d(x, 3, 2, 1, count_include_pad: false),
        ["mean pool with border"] = x => functional.avg_pool2d(x, 3, 2, 1),
        ["mean of all"] = x => functional.adaptive_avg_pool2d(x, 1),
        ["mean of thirds"] = x => functional.adaptive_avg_pool2d(x, 3),
        ["as it is"] = x => x.detach().contiguous().clone().exp(),
        ["with constants"] = x => x * ones([2, 1, 1]).mul(4).exp(),
    };

    private static readonly Dictionary<string, (Func<Tensor, Tensor> Function, string Word)> Refused = new()
    {
        ["no translation"] = (x => x.sign(), "aten::sign"),
        ["a number read"] = (x => x * (float)x.sum().ToDouble(), "aten::sum"),
        ["two results"] = (x => x.narrow(1, 0, 1).max(1).values, "aten::max.dim"),
        ["a function of our own"] = (x => Doubling.apply(x), "function::Doubling"),
        ["mixed images"] = (x => x.reshape(-1, 3), "mixes the images"),
        ["uneven windows"] = (x => functional.adaptive_avg_pool2d(x, 4), "windows of several sizes"),
        ["statistics of the batch"] = (x => functional.batch_norm(x, null, null, training: true), "depend on its neighbours"),
        ["other types"] = (x => x + arange(0, 9), "float32"),
        ["the size of the batch"] = (x => x * x.size(0), "of other images and sizes"),
        ["pixels read past the operators"] = (x => x * x.storage<float>()[0], "of other images"),
        ["nothing of the input"] = (x => ones([x.size(0), 4]), "output from its input"),
        ["the input"] = (x => x.reshape(x.size(0), -1).detach() is var _ ? ones([2, 2]) : x, "output from its input"),
    };

    public static TheoryData<string> Agreeing => [.. Functions.Keys];

    public static TheoryData<string> Refusing => [.. Refused.Keys];

    [Theory]
    [MemberData(nameof(Agreeing))]
    public void An_operator_does_in_the_file_what_it_did(string name)
    {
        using var scope = NewDisposeScope();
        using var network = new Computing(Functions[name]);

        foreach (var opset in new[] { 11, 17 })
        {
            var file = OnnxExporter.Export(network, Shape, new ExportSettings { Opset = opset });

            Assert.InRange(Nets.Difference(network, file, Nets.Images(Shape, 3)), 0, 1e-6);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Layers_with_and_without_their_options_agree(bool fold)
    {
        using var scope = NewDisposeScope();
        var grouped = Conv2d(2, 6, 3, stride: 2, padding: 2, dilation: 2, groups: 2);
        var (plain, affine) = (BatchNorm2d(6, affine: false), BatchNorm2d(6));
        var (linear, bare) = (Linear(6, 5), Linear(5, 4, hasBias: false));
        using var network = new Computing(
            x => bare.call(linear.call(functional.adaptive_avg_pool2d(affine.call(plain.call(grouped.call(x)).relu()), 1).flatten(1))),
            grouped,
            plain,
            affine,
            linear,
            bare);
        Nets.Stir(network, seed: 5);

        var file = OnnxExporter.Export(network, Shape, new ExportSettings { Fold = fold });

        Assert.InRange(Nets.Difference(network, file, Nets.Images(Shape, 3)), 0, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Refusing))]
    public void What_would_not_hold_for_other_images_is_refused(string name)
    {
        var (function, word) = Refused[name];
        using var network = new Computing(function);
        var before = LiveTensorsOfThread;

        var fault = Assert.Throws<InvalidInputException>(() => OnnxExporter.Export(network, Shape, new ExportSettings()));

        Assert.Contains(word, fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, LiveTensorsOfThread);
    }

    [Fact]
    public void What_depends_on_the_batch_alone_can_be_exported_for_one_batch()
    {
        using var scope = NewDisposeScope();
        using var network = new Computing(x => x * x.size(0));

        var file = OnnxExporter.Export(network, Shape, new ExportSettings { Batch = 3 });

        Assert.InRange(Nets.Difference(network, file, Nets.Images(Shape, 3)), 0, 1e-6);
    }

    [Fact]
    public void Every_known_operator_is_one_of_libtorch()
    {
        Assert.True(Translations.Operators.Count > 20);
        Assert.All(Translations.Operators, name => Assert.StartsWith("aten::", name, StringComparison.Ordinal));
    }
}
