using static Espalier.Torch.torch;

namespace Espalier.Torch.Modules;

/// <summary>Zero where negative.</summary>
public sealed class ReLU : nn.Module<Tensor, Tensor>
{
    private readonly bool inplace;

    internal ReLU(bool inplace)
        : base(nameof(ReLU)) => this.inplace = inplace;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => nn.functional.relu(input, inplace);
}

/// <summary>The largest of each window of [N, C, H, W].</summary>
public sealed class MaxPool2d : nn.Module<Tensor, Tensor>
{
    internal MaxPool2d(long kernelSize, long? stride, long? padding)
        : base(nameof(MaxPool2d)) => (kernel_size, this.stride, this.padding) = (kernelSize, stride ?? kernelSize, padding ?? 0);

    /// <summary>The height and width of a window.</summary>
    public long kernel_size { get; }

    /// <summary>The step between windows.</summary>
    public long stride { get; }

    /// <summary>How far windows reach over each border.</summary>
    public long padding { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => nn.functional.max_pool2d(input, kernel_size, stride, padding);
}

/// <summary>The mean of each window of [N, C, H, W].</summary>
public sealed class AvgPool2d : nn.Module<Tensor, Tensor>
{
    internal AvgPool2d(long kernelSize, long? stride, long? padding, bool countIncludePad)
        : base(nameof(AvgPool2d)) =>
        (kernel_size, this.stride, this.padding, count_include_pad) = (kernelSize, stride ?? kernelSize, padding ?? 0, countIncludePad);

    /// <summary>The height and width of a window.</summary>
    public long kernel_size { get; }

    /// <summary>The step between windows.</summary>
    public long stride { get; }

    /// <summary>How far windows reach over each border.</summary>
    public long padding { get; }

    /// <summary>Whether the zeros over the border count in the mean.</summary>
    public bool count_include_pad { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => nn.functional.avg_pool2d(input, kernel_size, stride, padding, count_include_pad);
}

/// <summary>The mean over windows of whatever size gives the output size.</summary>
public sealed class AdaptiveAvgPool2d : nn.Module<Tensor, Tensor>
{
    private readonly long outputSize;

    internal AdaptiveAvgPool2d(long outputSize)
        : base(nameof(AdaptiveAvgPool2d)) => this.outputSize = outputSize;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => nn.functional.adaptive_avg_pool2d(input, outputSize);
}

/// <summary>Gives back what it takes.</summary>
public sealed class Identity : nn.Module<Tensor, Tensor>
{
    internal Identity()
        : base(nameof(Identity))
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input;
}

/// <summary>Modules one after another.</summary>
public sealed class Sequential : nn.Module<Tensor, Tensor>
{
    private readonly List<nn.Module<Tensor, Tensor>> steps = [];

    internal Sequential(IEnumerable<nn.Module<Tensor, Tensor>> modules)
        : base(nameof(Sequential))
    {
        foreach (var module in modules)
        {
            register_module(steps.Count.ToString(), module);
            steps.Add(module);
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => steps.Aggregate(input, static (value, step) => step.call(value));
}
