namespace Espalier.Attacks;

/// <summary>Tensors with a row for each image of a batch, from which the same rows leave at once. It owns its tensors.</summary>
internal sealed class RowTensors : IDisposable
{
    private readonly Tensor[] tensors;

    /// <summary>Begins with copies of these.</summary>
    internal RowTensors(params ReadOnlySpan<Tensor> given)
    {
        tensors = new Tensor[given.Length];
        for (var i = 0; i < tensors.Length; i++)
        {
            tensors[i] = given[i].clone().DetachFromDisposeScope();
        }
    }

    /// <summary>One of the tensors, as many rows as are left. Valid until rows leave.</summary>
    internal Tensor this[int place] => tensors[place];

    /// <summary>Rows of a batch, for <c>index_select</c> and <c>index_copy_</c>; belongs to the caller's scope.</summary>
    internal static Tensor Index(IEnumerable<int> rows) => tensor([.. rows.Select(row => (long)row)]);

    /// <summary>A number for each row, in double precision.</summary>
    internal static double[] Numbers(Tensor values)
    {
        using var scope = NewDisposeScope();
        return values.detach().to(ScalarType.Float64).data<double>().ToArray();
    }

    /// <summary>Only these rows stay.</summary>
    internal void Keep(IEnumerable<int> rows)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var index = Index(rows);
        for (var i = 0; i < tensors.Length; i++)
        {
            var all = tensors[i];
            tensors[i] = all.index_select(0, index).DetachFromDisposeScope();
            all.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(tensors, tensor => tensor.Dispose());
}
