namespace Espalier.Supernets;

/// <summary>
/// Until it is disposed, passes through a module normalise by their batch but leave the running statistics alone: looking at other
/// weights, or at adversarial images, must not change what evaluation will use.
/// </summary>
public readonly ref struct FrozenStatistics : IDisposable
{
    private readonly List<BatchNorm2d> frozen;

    /// <summary>Freezes every batch norm of a module that is not frozen yet.</summary>
    public FrozenStatistics(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        frozen = [.. module.modules().OfType<BatchNorm2d>().Where(norm => norm.update_running_stats)];
        Set(false);
    }

    /// <summary>Lets them run again.</summary>
    public void Dispose() => Set(true);

    private void Set(bool updates)
    {
        foreach (var norm in frozen)
        {
            norm.update_running_stats = updates;
        }
    }
}
