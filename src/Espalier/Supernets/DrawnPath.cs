namespace Espalier.Supernets;

/// <summary>A supernet under one mixture, whatever its architecture parameters say. It owns neither.</summary>
/// <param name="supernet">The shared weights.</param>
/// <param name="mixture">One tensor [edges, operations] per cell kind.</param>
public sealed class DrawnPath(Supernet supernet, IReadOnlyList<Tensor> mixture) : Module<Tensor, Tensor>(nameof(DrawnPath))
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => supernet.forward(input, mixture);
}
