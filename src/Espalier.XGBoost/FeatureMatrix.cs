namespace Espalier.XGBoost;

/// <summary>Rows of features as XGBoost holds them, with what is to be learnt of each.</summary>
public sealed unsafe class FeatureMatrix : IDisposable
{
    private readonly MatrixHandle handle;

    /// <summary>Rows to predict.</summary>
    /// <param name="rows">As long as each other; copied. A NaN stands for what is missing.</param>
    /// <exception cref="ArgumentException">There is no row, or rows are of different lengths.</exception>
    /// <exception cref="DllNotFoundException">There is no XGBoost.</exception>
    public FeatureMatrix(IReadOnlyList<double[]> rows)
        : this(rows, [])
    {
    }

    /// <summary>Rows to learn from.</summary>
    /// <param name="rows">As long as each other; copied. A NaN stands for what is missing.</param>
    /// <param name="targets">One for each row, finite; none where nothing is to be learnt.</param>
    /// <exception cref="ArgumentException">There is no row, or lengths differ.</exception>
    /// <exception cref="DllNotFoundException">There is no XGBoost.</exception>
    public FeatureMatrix(IReadOnlyList<double[]> rows, IReadOnlyList<double> targets)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(targets);
        if (rows.Count == 0 || rows.Any(row => row.Length != rows[0].Length))
        {
            throw new ArgumentException("rows of one length are needed, at least one", nameof(rows));
        }

        if (targets.Count > 0 && targets.Count != rows.Count)
        {
            throw new ArgumentException($"{targets.Count} targets for {rows.Count} rows", nameof(targets));
        }

        (Rows, Columns) = (rows.Count, rows[0].Length);
        var values = new float[Rows * Columns];
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                values[(row * Columns) + column] = (float)rows[row][column];
            }
        }

        // One thread: these matrices are small, and threads that wait for each other on a busy machine take seconds over them.
        fixed (float* first = values)
        {
            XGBoostException.ThrowIf(Native.CreateMatrix(first, (ulong)Rows, (ulong)Columns, float.NaN, out handle, 1));
        }

        if (targets.Count > 0)
        {
            Learn([.. targets.Select(target => (float)target)]);
        }
    }

    /// <summary>How many rows it has.</summary>
    public int Rows { get; }

    /// <summary>How many features each row has.</summary>
    public int Columns { get; }

    /// <summary>The library's own; it refuses to be used after it was disposed.</summary>
    internal MatrixHandle Handle => handle;

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    private void Learn(float[] labels)
    {
        fixed (float* first = labels)
        {
            XGBoostException.ThrowIf(Native.SetFloats(handle, "label", first, (ulong)labels.Length));
        }
    }
}
