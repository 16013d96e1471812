using Espalier.Kernels.Mixed;

namespace Espalier.Spaces.Darts.Blocks;

/// <summary>A 3x3 pooling and the batch norm that follows it in a supernet.</summary>
internal sealed class PooledOperation : Module<Tensor, Tensor>, IChoice
{
    private readonly Module<Tensor, Tensor> pool;
    private readonly PoolChoice parts;

    internal PooledOperation(bool maximum, int stride, int channels)
        : base(nameof(PooledOperation))
    {
        pool = DartsBlocks.Pool(maximum, stride);
        parts = new PoolChoice(maximum, stride, BatchNorm2d(channels, affine: false));
        register_module("0", pool);
        register_module("1", parts.Norm);
    }

    /// <inheritdoc/>
    public ChoiceParts Parts => parts;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => parts.Norm.call(pool.call(input));
}
