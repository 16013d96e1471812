using System.Globalization;

namespace Espalier.XGBoost;

/// <summary>
/// Gradient-boosted regression trees, learnt by XGBoost. On one thread and with the same parameters, the same rows make the same trees.
/// </summary>
/// <remarks>
/// Attributions are Shapley values, exact for trees: Lundberg et al., "Consistent Individualized Feature Attribution for Tree Ensembles",
/// arXiv 1802.03888. What is absent is averaged over by how many of the learnt rows went which way.
/// </remarks>
public sealed unsafe class BoostedTrees : IDisposable
{
    private const int Value = 0;
    private const int Contribution = 2;
    private const int Interaction = 4;
    private readonly int columns;
    private readonly BoosterHandle handle;

    /// <summary>Learns.</summary>
    /// <param name="matrix">Rows with their targets.</param>
    /// <param name="rounds">How many trees, at least 1.</param>
    /// <param name="parameters">XGBoost's own names and values.</param>
    /// <exception cref="DllNotFoundException">There is no XGBoost.</exception>
    /// <exception cref="XGBoostException">It refuses a parameter.</exception>
    public BoostedTrees(FeatureMatrix matrix, int rounds, IReadOnlyDictionary<string, string> parameters)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        columns = matrix.Columns;
        handle = Create(matrix.Handle);
        foreach (var (name, value) in parameters)
        {
            XGBoostException.ThrowIf(Native.SetParameter(handle, name, value));
        }

        for (var round = 0; round < rounds; round++)
        {
            XGBoostException.ThrowIf(Native.Update(handle, round, matrix.Handle));
        }
    }

    /// <summary>The prediction of each row.</summary>
    /// <exception cref="XGBoostException">The rows have other features than those learnt from.</exception>
    public double[] Predict(FeatureMatrix matrix) => Call(matrix, Value, 1);

    /// <summary>
    /// What each feature adds to each row's prediction: for each row one number a feature, then the base that all rows share. They sum to the
    /// prediction.
    /// </summary>
    /// <exception cref="XGBoostException">The rows have other features than those learnt from.</exception>
    public double[][] Contributions(FeatureMatrix matrix) => [.. Call(matrix, Contribution, columns + 1).Chunk(columns + 1)];

    /// <summary>
    /// The same parted among pairs: for each row a symmetric square of features and base, whose rows sum to <see cref="Contributions"/>; on its
    /// diagonal is what a feature adds alone.
    /// </summary>
    /// <exception cref="XGBoostException">The rows have other features than those learnt from.</exception>
    public double[][][] Interactions(FeatureMatrix matrix) =>
    [
        .. Call(matrix, Interaction, (columns + 1) * (columns + 1))
            .Chunk((columns + 1) * (columns + 1))
            .Select(square => square.Chunk(columns + 1).ToArray()),
    ];

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    private static BoosterHandle Create(MatrixHandle matrix)
    {
        ObjectDisposedException.ThrowIf(matrix.IsClosed, matrix);
        var data = matrix.DangerousGetHandle();
        XGBoostException.ThrowIf(Native.CreateBooster(&data, 1, out var made));
        GC.KeepAlive(matrix);
        return made;
    }

    private double[] Call(FeatureMatrix matrix, int kind, int perRow)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var settings = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"type":{{kind}},"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":true}""");
        XGBoostException.ThrowIf(Native.Predict(handle, matrix.Handle, settings, out var shape, out var dimensions, out var values));
        var count = 1UL;
        for (var i = 0UL; i < dimensions; i++)
        {
            count *= shape[i];
        }

        if (count != (ulong)matrix.Rows * (ulong)perRow)
        {
            throw new InvalidOperationException($"XGBoost gave {count} numbers for {matrix.Rows} rows of {perRow}");
        }

        // The library's own memory: its next answer overwrites it.
        var copy = new double[count];
        for (var i = 0; i < copy.Length; i++)
        {
            copy[i] = values[i];
        }

        GC.KeepAlive(this);
        return copy;
    }
}
