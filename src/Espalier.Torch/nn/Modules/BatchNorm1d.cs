namespace Espalier.Torch.Modules;

/// <summary>Batch normalisation of each channel of [N, C] or [N, C, L].</summary>
public sealed class BatchNorm1d : BatchNorm
{
    internal BatchNorm1d(long features, double eps, double momentum, bool affine, bool trackRunningStats)
        : base(nameof(BatchNorm1d), features, eps, momentum, affine, trackRunningStats)
    {
    }
}
