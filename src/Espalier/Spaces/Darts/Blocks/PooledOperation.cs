using Espalier.Kernels;
using Espalier.Kernels.Cells;

namespace Espalier.Spaces.Darts.Blocks;

/// <summary>A 3x3 pooling, whose border takes no part, and the batch norm that follows it in a supernet.</summary>
internal sealed class PooledOperation : Module<Tensor, Tensor>, IChoice
{
    private readonly Module<Tensor, Tensor> pool;
    private readonly PoolChoice parts;
    private readonly KernelPath kernels;

    internal PooledOperation(bool maximum, int stride, BatchNorm2d? norm, KernelPath kernels)
        : base(nameof(PooledOperation))
    {
        this.kernels = kernels;
        pool = maximum ? MaxPool2d(3, stride, 1) : AvgPool2d(3, stride, 1, count_include_pad: false);
        parts = new PoolChoice(new(maximum, stride), norm);
        register_module("0", pool);
        if (norm is not null)
        {
            register_module("1", norm);
        }
    }

    /// <inheritdoc/>
    public ChoiceParts Parts => parts;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (kernels == KernelPath.Fused && !pool.has_forward_hooks && EdgeFunction.Handles(parts, input))
        {
            return EdgeFunction.Apply(parts, input);
        }

        var pooled = pool.call(input);
        return parts.Norm is null ? pooled : parts.Norm.call(pooled);
    }
}
