namespace Espalier.Tests.Kernels;

/// <summary>Makes oracles: the same modules in float64.</summary>
internal static class Precision
{
    /// <summary>Changes the type of every floating-point parameter and buffer in place.</summary>
    internal static void Convert(IEnumerable<Module> modules, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        foreach (var tensor in modules.SelectMany(module => module.state_dict().Values).Where(tensor => tensor.dtype != ScalarType.Int64))
        {
            tensor.set_data(tensor.to(type));
        }
    }
}
