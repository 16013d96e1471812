using System.Text.Json;

namespace Espalier.Studies;

/// <summary>
/// Remembers the order of dimensions in memory, which safetensors files do not: a file is row-major. Kernels round differently on different
/// layouts, so a run resumed bit by bit needs its momentum in the layout it had.
/// </summary>
internal static class TensorLayout
{
    /// <summary>JSON: for each tensor that is not row-major, its dimensions from the slowest to the fastest in memory.</summary>
    internal static string Describe(IReadOnlyDictionary<string, Tensor> tensors) => JsonSerializer.Serialize(
        new SortedDictionary<string, long[]>(
            tensors.Where(pair => !pair.Value.is_contiguous()).ToDictionary(pair => pair.Key, pair => Order(pair.Value)),
            StringComparer.Ordinal));

    /// <summary>Puts row-major tensors in the layouts of <see cref="Describe"/>. The results belong to the caller's scope.</summary>
    internal static Dictionary<string, Tensor> Apply(Dictionary<string, Tensor> tensors, string layout)
    {
        foreach (var (name, order) in JsonSerializer.Deserialize<Dictionary<string, long[]>>(layout, StudyJson.Line) ?? [])
        {
            using var scope = NewDisposeScope();
            var back = Enumerable.Range(0, order.Length).OrderBy(place => order[place]).Select(place => (long)place);
            tensors[name] = tensors[name].permute(order).contiguous().permute([.. back]).MoveToOuterDisposeScope();
        }

        return tensors;
    }

    private static long[] Order(Tensor tensor)
    {
        var strides = tensor.stride();
        return
        [
            .. Enumerable.Range(0, strides.Length).OrderByDescending(dimension => strides[dimension]).Select(dimension => (long)dimension),
        ];
    }
}
