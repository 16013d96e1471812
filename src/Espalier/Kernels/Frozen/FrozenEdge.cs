using Espalier.Kernels.Cells;
using Espalier.Kernels.Norms;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Frozen;

/// <summary>An edge between two states of a cell whose numbers no longer change.</summary>
internal abstract unsafe class FrozenEdge : IDisposable
{
    /// <summary>What a choice adds to a state.</summary>
    internal static FrozenEdge Of(ChoiceParts parts, RowKernels rows, FrozenLayout layout, FrozenState from, FrozenState to) => parts switch
    {
        StagesChoice stages => new FrozenStages(stages, rows, layout, from, to),
        PoolChoice pool => new FrozenPool(pool, rows, layout, from, to),
        _ => new FrozenSkip(rows, from, to),
    };

    /// <summary>Adds to the state where it ends.</summary>
    internal abstract void Forward(in FrozenMemory memory);

    /// <summary>Adds to the gradient of the state where it starts.</summary>
    internal abstract void Backward(in FrozenMemory memory);

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>What a batch norm does to each channel, with its statistics as they are.</summary>
    /// <exception cref="ArgumentException">It has no statistics of its own, or takes the batch's.</exception>
    internal static FusedNorm Settled(BatchNorm2d norm, int width)
    {
        var settled = new FusedNorm(norm, width);
        return settled.UsesBatch ? throw new ArgumentException("a batch norm takes the statistics of its batch", nameof(norm)) : settled;
    }
}
