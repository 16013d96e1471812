using System.Runtime.Intrinsics;
using Espalier.Kernels.Rows;
using Espalier.Tests.Kernels.Cells;
using Espalier.Tests.Kernels.Stages;
using Espalier.Tests.Supernets.Cells;

namespace Espalier.Tests.Kernels.Rows;

/// <summary>Compares some of everything with libtorch, with the vectors that this process has.</summary>
internal static class WidthChecks
{
    /// <summary>Numbers in the widest vector that the processor may use; 0 when it may use none.</summary>
    internal static int Widest => Vector512.IsHardwareAccelerated ? Vector512<float>.Count
        : Vector256.IsHardwareAccelerated ? Vector256<float>.Count
        : Vector128.IsHardwareAccelerated ? Vector128<float>.Count
        : 0;

    internal static void Run(int widest)
    {
        Assert.Equal(widest, Widest);
        Assert.Equal(Math.Max(widest, Vector128<float>.Count), RowKernels.For(Vector512<float>.Count).Width);
        foreach (var kind in Enum.GetValues<StageKind>())
        {
            for (var seed = 1000UL; seed < 1010; seed++)
            {
                StageChecks.Agree(StageCase.Draw(kind, seed));
            }
        }

        using var scope = NewDisposeScope();
        new CellCase { Channels = 16 }.Agree();
        new CellCase { Channels = 12, Reduces = true }.Agree();
        PooledNode.AgreeOnTies(16, stride: 1, 5, 7);
        PooledNode.AgreeOnTies(3, stride: 2, 6, 9);
    }
}
