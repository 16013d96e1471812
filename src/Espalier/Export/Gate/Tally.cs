using Espalier.Evaluation;

namespace Espalier.Export.Gate;

/// <summary>Counts, batch by batch, how two classifiers compare.</summary>
internal sealed class Tally
{
    private int images;
    private int network;
    private int exported;
    private int disagreements;
    private double difference;
    private double largest = 1;

    internal GateComparison Comparison =>
        new(new Accuracy(network, images), new Accuracy(exported, images), disagreements, difference, difference / largest);

    /// <summary>Adds a batch.</summary>
    /// <param name="labels">int64 [N].</param>
    /// <param name="ours">The network's logits [N, classes].</param>
    /// <param name="theirs">The file's.</param>
    /// <param name="ourCandidates">bool [N]: images that can count as right for the network; null: all.</param>
    /// <param name="theirCandidates">The same for the file.</param>
    /// <returns>Which images count as right for each.</returns>
    internal (Tensor Ours, Tensor Theirs) Add(
        Tensor labels, Tensor ours, Tensor theirs, Tensor? ourCandidates = null, Tensor? theirCandidates = null)
    {
        var (right, rightThere) = (Hits(ours, labels, ourCandidates), Hits(theirs, labels, theirCandidates));
        images += (int)labels.numel();
        network += (int)right.sum().ToInt64();
        exported += (int)rightThere.sum().ToInt64();
        disagreements += (int)ours.argmax(1).ne(theirs.argmax(1)).sum().ToInt64();

        // A maximum may hide numbers that are none.
        var apart = (ours - theirs).abs();
        var worst = apart.isfinite().logical_not().sum().ToInt64() > 0 ? double.PositiveInfinity : apart.max().ToDouble();
        (difference, largest) = (Math.Max(difference, worst), Math.Max(largest, ours.abs().max().ToDouble()));
        return (right, rightThere);
    }

    private static Tensor Hits(Tensor logits, Tensor labels, Tensor? candidates)
    {
        var hits = logits.argmax(1).eq(labels).mul(logits.sum(1).isfinite());
        return candidates is null ? hits : hits.mul(candidates);
    }
}
