namespace Espalier.Kernels;

/// <summary>What a pass keeps for its way back.</summary>
public enum MemoryUse
{
    /// <summary>What stands before each batch norm; the rest is computed again where that is cheaper than keeping it.</summary>
    Balanced,

    /// <summary>Only the cells' nodes; every edge is computed again. The same numbers, less memory, more time.</summary>
    Low,
}
