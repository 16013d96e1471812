namespace Espalier.Torch.Modules;

/// <summary>Batch normalisation of each channel of [N, C, H, W].</summary>
public sealed class BatchNorm2d : BatchNorm
{
    internal BatchNorm2d(long features, double eps, double momentum, bool affine, bool trackRunningStats)
        : base(nameof(BatchNorm2d), features, eps, momentum, affine, trackRunningStats)
    {
    }
}
