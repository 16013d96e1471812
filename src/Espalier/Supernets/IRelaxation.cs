namespace Espalier.Supernets;

/// <summary>What a pass through a supernet makes of architecture parameters: how much of each operation it takes.</summary>
public interface IRelaxation
{
    /// <summary>One mixture [edges, operations] per cell kind, in the caller's scope.</summary>
    /// <param name="logits">The architecture parameters, [edges, operations] each.</param>
    IReadOnlyList<Tensor> Mix(IReadOnlyList<Tensor> logits);
}
