using Espalier.Kernels.Cells;
using Espalier.Kernels.Stages;

namespace Espalier.Tests.Kernels.Stages;

/// <summary>The layers of a stage with drawn weights, and what libtorch computes with them.</summary>
internal sealed class StageModules : IDisposable
{
    private readonly StageCase form;

    internal StageModules(StageCase form, ScalarType type = ScalarType.Float32)
    {
        this.form = form;
        var depthwise = form.Kind != StageKind.Depthwise ? null : Conv2d(
            form.Inputs,
            form.Inputs,
            form.Kernel,
            form.Stride,
            form.Dilation * (form.Kernel - 1) / 2,
            form.Dilation,
            form.Inputs,
            bias: false);
        var pointwise = form.Kind == StageKind.Factorized
            ? new[] { Product(form.Outputs / 2, 2), Product(form.Outputs - (form.Outputs / 2), 2) }
            : [Product(form.Outputs, 1)];
        // Under a large eps the gradient of a scale that the norm undoes is more than rounding.
        Parts = new(depthwise, pointwise, BatchNorm2d(form.Outputs, eps: 1, momentum: 0.3, form.Affine, form.Tracks));
        Draw();
        Parts.Norm.train(form.Training);
        Parts.Norm.update_running_stats = form.Updates;
        Precision.Convert(Layers, type);
    }

    internal StageParts Parts { get; }

    /// <summary>An operation of this stage alone.</summary>
    internal StagesChoice Choice => new([Parts]);

    internal IEnumerable<Module> Layers =>
        Parts.Pointwise.Cast<Module>().Append(Parts.Depthwise!).Append(Parts.Norm).Where(layer => layer is not null);

    /// <summary>Everything that is trained, by name.</summary>
    internal IEnumerable<(string Name, Parameter Value)> Weights
    {
        get
        {
            var all = new (string, Parameter?)[]
            {
                ("depthwise", Parts.Depthwise?.weight),
                ("pointwise", Parts.Pointwise[0].weight),
                ("shifted pointwise", Parts.Pointwise.Count > 1 ? Parts.Pointwise[1].weight : null),
                ("gain", Parts.Norm.weight),
                ("bias", Parts.Norm.bias),
            };
            return all.Where(pair => pair.Item2 is not null)!;
        }
    }

    /// <summary>The plain chain, whatever type the layers have.</summary>
    internal Tensor Plain(Tensor input)
    {
        var active = input.relu();
        if (form.Kind != StageKind.Factorized)
        {
            return Parts.Norm.call(Parts.Pointwise[0].call(Parts.Depthwise is { } depthwise ? depthwise.call(active) : active));
        }

        var moved = functional.pad(active, [0, 1, 0, 1]).narrow(2, 1, input.size(2)).narrow(3, 1, input.size(3));
        return Parts.Norm.call(cat([Parts.Pointwise[0].call(active), Parts.Pointwise[1].call(moved)], 1));
    }

    /// <summary>The output, all gradients and the running statistics after a pass there and back.</summary>
    internal Results Run(Func<Tensor, Tensor> forward, Tensor input, Tensor gradient)
    {
        var results = new Results();
        var leaf = input.detach().requires_grad_();
        var output = forward(leaf);
        results.Add("output", output);
        var gradients = autograd.grad([output], [leaf, .. Weights.Select(pair => pair.Value)], [gradient]);
        foreach (var (name, value) in Weights.Select(pair => pair.Name).Prepend("input").Zip(gradients))
        {
            results.AddGradient(name, value);
        }

        results.Add("norm", Parts.Norm);
        return results;
    }

    public void Dispose()
    {
        foreach (var layer in Layers)
        {
            layer.Dispose();
        }
    }

    private Conv2d Product(int outputs, int stride) => Conv2d(form.Inputs, outputs, 1, stride, bias: false);

    private void Draw()
    {
        using var generator = new Generator(form.Seed);
        foreach (var layer in Layers.OfType<Conv2d>())
        {
            layer.reset_parameters(generator);
        }

        using var unrecorded = no_grad();
        foreach (var scale in new[] { Parts.Norm.weight, Parts.Norm.running_var }.Where(scale => scale is not null))
        {
            scale!.uniform_(0.5, 2, generator);
        }

        foreach (var shift in new[] { Parts.Norm.bias, Parts.Norm.running_mean }.Where(shift => shift is not null))
        {
            shift!.uniform_(-1, 1, generator);
        }
    }
}
