using Espalier.Data;
using Espalier.Spaces;

namespace Espalier.Strategies;

/// <summary>
/// A search by gradients: the engine hands it pairs of batches, it changes the supernet, and in the end derives a genotype. It holds
/// no training loop: epochs, batches, logs and checkpoints are the engine's.
/// </summary>
[NeedsSpace(typeof(IRelaxedSpace))]
public abstract class GradientStrategy : IDisposable
{
    /// <summary>Epochs that it needs after those of the search, to choose.</summary>
    public virtual int EpochsAfter => 0;

    /// <summary>Sets the rates of an epoch, counted from 0.</summary>
    public abstract void BeginEpoch(int epoch);

    /// <summary>One search step. It owns what it makes; a step leaves no tensor behind.</summary>
    /// <param name="train">A batch for the weights.</param>
    /// <param name="validation">A batch for the architecture.</param>
    public abstract StepReport Step(Batch train, Batch validation);

    /// <summary>The genotype that the search has come to.</summary>
    public abstract Genotype Derive();

    /// <summary>The weights that the genotype is derived from: [edges, operations] per cell kind.</summary>
    public abstract IReadOnlyList<double[,]> Mixture();

    /// <summary>The entropy of each edge's distribution in nats, per cell kind.</summary>
    public virtual IReadOnlyList<double[]> Entropies() => EntropiesOf(Mixture(), sums: false);

    /// <summary>Its tensors (weights, architecture, optimisers, generators) by name. They stay its own.</summary>
    public abstract IReadOnlyDictionary<string, Tensor> Capture();

    /// <summary>Puts back what <see cref="Capture"/> gave: the steps that followed repeat bit for bit.</summary>
    public abstract void Restore(IReadOnlyDictionary<string, Tensor> state);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The entropies of rows in nats.</summary>
    /// <param name="mixture">[edges, operations] per cell kind.</param>
    /// <param name="sums">Whether rows have sums other than 1, by which they are divided; a row of zeros has entropy 0.</param>
    protected static IReadOnlyList<double[]> EntropiesOf(IReadOnlyList<double[,]> mixture, bool sums) => [.. mixture.Select(rows =>
        Enumerable.Range(0, rows.GetLength(0)).Select(edge =>
        {
            var positive = Enumerable.Range(0, rows.GetLength(1)).Select(column => rows[edge, column]).Where(p => p > 0).ToArray();
            var sum = sums ? positive.Sum() : 1;
            return -positive.Sum(p => p / sum * Math.Log(p / sum));
        }).ToArray())];

    /// <summary>Frees optimisers and generators; the supernet is its maker's.</summary>
    protected abstract void Dispose(bool disposing);
}
