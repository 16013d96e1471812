using static Espalier.Torch.torch;

namespace Espalier.Torch.Modules;

/// <summary>A 2-d convolution: weight [out, in / groups, k, k].</summary>
public sealed class Conv2d : nn.Module<Tensor, Tensor>
{
    internal Conv2d(
        long inChannels, long outChannels, long kernelSize, long stride, long padding, long dilation, long groups, bool bias)
        : base(nameof(Conv2d))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        if (inChannels % groups != 0 || outChannels % groups != 0)
        {
            throw new ArgumentException($"{inChannels} and {outChannels} channels do not split into {groups} groups", nameof(groups));
        }

        (in_channels, out_channels, kernel_size) = (inChannels, outChannels, kernelSize);
        (this.stride, this.padding, this.dilation, this.groups) = (stride, padding, dilation, groups);
        using var scope = NewDisposeScope();
        weight = new Parameter(empty([outChannels, inChannels / groups, kernelSize, kernelSize]));
        register_parameter(nameof(weight), weight);
        if (bias)
        {
            this.bias = new Parameter(empty([outChannels]));
            register_parameter(nameof(bias), this.bias);
        }

        reset_parameters();
    }

    /// <summary>The number of input channels.</summary>
    public long in_channels { get; }

    /// <summary>The number of output channels.</summary>
    public long out_channels { get; }

    /// <summary>The height and width of the kernel.</summary>
    public long kernel_size { get; }

    /// <summary>The step between windows.</summary>
    public long stride { get; }

    /// <summary>Zeros added at each border.</summary>
    public long padding { get; }

    /// <summary>The distance between the pixels of a window.</summary>
    public long dilation { get; }

    /// <summary>Into how many independent convolutions the channels split.</summary>
    public long groups { get; }

    /// <summary>The kernels, [out, in / groups, k, k].</summary>
    public Parameter weight { get; }

    /// <summary>One number per output channel, or null.</summary>
    public Parameter? bias { get; }

    /// <summary>Draws new weights as PyTorch does: uniform within 1/sqrt(fan-in) (He et al. 2015 with a = sqrt(5)).</summary>
    public void reset_parameters(Generator? generator = null)
    {
        nn.init.kaiming_uniform_(weight, Math.Sqrt(5), generator: generator);
        if (bias is not null)
        {
            var bound = 1 / Math.Sqrt(weight.numel() / (double)out_channels);
            nn.init.uniform_(bias, -bound, bound, generator);
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => nn.functional.conv2d(
        input, weight, bias, [stride, stride], [padding, padding], [dilation, dilation], groups);
}
