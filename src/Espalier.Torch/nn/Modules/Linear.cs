using static Espalier.Torch.torch;

namespace Espalier.Torch.Modules;

/// <summary>An affine map of the last dimension: weight [out, in].</summary>
public sealed class Linear : nn.Module<Tensor, Tensor>
{
    internal Linear(long inputSize, long outputSize, bool hasBias)
        : base(nameof(Linear))
    {
        (in_features, out_features) = (inputSize, outputSize);
        using var scope = NewDisposeScope();
        weight = new Parameter(empty([outputSize, inputSize]));
        register_parameter(nameof(weight), weight);
        if (hasBias)
        {
            bias = new Parameter(empty([outputSize]));
            register_parameter(nameof(bias), bias);
        }

        reset_parameters();
    }

    /// <summary>The size of the last dimension it takes.</summary>
    public long in_features { get; }

    /// <summary>The size of the last dimension it gives.</summary>
    public long out_features { get; }

    /// <summary>The matrix, [out, in].</summary>
    public Parameter weight { get; }

    /// <summary>What is added, [out], or null.</summary>
    public Parameter? bias { get; }

    /// <summary>Draws new weights as PyTorch does: uniform within 1/sqrt(in).</summary>
    public void reset_parameters(Generator? generator = null)
    {
        nn.init.kaiming_uniform_(weight, Math.Sqrt(5), generator: generator);
        if (bias is not null)
        {
            var bound = 1 / Math.Sqrt(in_features);
            nn.init.uniform_(bias, -bound, bound, generator);
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => nn.functional.linear(input, weight, bias);
}
