namespace Espalier.Strategies.Gradient;

/// <summary>The tensors of a checkpoint under names of the form <c>group/name</c>.</summary>
internal sealed class StateGroups
{
    private readonly Dictionary<string, Tensor> tensors;

    /// <summary>None yet.</summary>
    internal StateGroups() => tensors = new(StringComparer.Ordinal);

    /// <summary>Those of a checkpoint.</summary>
    internal StateGroups(IReadOnlyDictionary<string, Tensor> state) => tensors = new(state, StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    internal IReadOnlyDictionary<string, Tensor> Tensors => tensors;

    /// <summary>Adds one that stands alone.</summary>
    internal void Add(string name, Tensor value) => tensors.Add(name, value);

    /// <summary>Adds those of a group.</summary>
    internal void Add(string group, IEnumerable<KeyValuePair<string, Tensor>> members)
    {
        foreach (var (name, value) in members)
        {
            tensors.Add($"{group}/{name}", value);
        }
    }

    /// <summary>Those of a group, by their names in it.</summary>
    internal Dictionary<string, Tensor> Group(string group) => tensors
        .Where(pair => pair.Key.StartsWith(group + "/", StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key[(group.Length + 1)..], pair => pair.Value, StringComparer.Ordinal);
}
