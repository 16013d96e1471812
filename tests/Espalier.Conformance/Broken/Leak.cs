namespace Espalier.Conformance.Broken;

/// <summary>What fakes leak. It is held, so that no finalizer frees it while another check counts.</summary>
internal static class Leak
{
    private static readonly List<Tensor> Leaked = [];

    public static void Keep(Tensor tensor) => Leaked.Add(tensor.DetachFromDisposeScope());
}
