namespace Espalier.Kernels;

/// <summary>Who computes the parts of a network that the kernels of this folder know.</summary>
public enum KernelPath
{
    /// <summary>Our kernels for float32 on the processor, libtorch for everything else.</summary>
    Fused,

    /// <summary>libtorch alone: what the kernels are tested against.</summary>
    Torch,
}
