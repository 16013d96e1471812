using Espalier.Spaces;

namespace Espalier.Supernets.Cells;

/// <summary>
/// A genotype's path through a supernet of another form than the plain one, as a network of its own: the same cells with nothing but the
/// path's edges and operations, under the mixture that is 1 there.
/// </summary>
internal sealed class MaskedPath : Network
{
    private readonly CellSupernet path;
    private readonly Tensor[] mixture;

    /// <summary>A path, which it owns from now on.</summary>
    /// <param name="path">A supernet that has just these edges and operations.</param>
    /// <param name="mixture">One tensor [edges, operations] per cell kind; it owns them, too.</param>
    internal MaskedPath(CellSupernet path, Tensor[] mixture)
        : base(nameof(MaskedPath))
    {
        (this.path, this.mixture) = (path, Array.ConvertAll(mixture, rows => rows.DetachFromDisposeScope()));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override (Tensor Logits, Tensor? Auxiliary) ForwardWithAuxiliary(Tensor images) => (path.forward(images, mixture), null);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            Array.ForEach(mixture, rows => rows.Dispose());
        }
    }
}
