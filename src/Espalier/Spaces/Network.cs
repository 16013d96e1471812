namespace Espalier.Spaces;

/// <summary>
/// A classifier of one architecture. It takes float32 images [N, C, H, W] in pixel units (0 to 1), normalises them itself, and gives
/// logits [N, classes].
/// </summary>
/// <param name="name">How it names itself.</param>
public abstract class Network(string name) : Module<Tensor, Tensor>(name)
{
    /// <summary>
    /// The chance that a path of a cell is dropped for a sample in training (Larsson et al. 2017), 0 to below 1; an engine raises it
    /// over the epochs.
    /// </summary>
    public double DropPathProbability
    {
        get;
        set => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "0 to below 1");
    }

    /// <summary>Where dropped paths are drawn from; needed when <see cref="DropPathProbability"/> is above 0.</summary>
    public Generator? DropPathGenerator { get; set; }

    /// <summary>The logits and, in training where there is an auxiliary head, its logits.</summary>
    public abstract (Tensor Logits, Tensor? Auxiliary) ForwardWithAuxiliary(Tensor images);

    /// <summary>
    /// A copy of what it computes in evaluation mode with the numbers that it has now, prepared for very many passes; null where there is none, or in
    /// training. Its logits are this network's but for rounding, it gives gradients to images alone, and it belongs to the caller.
    /// </summary>
    public virtual Module<Tensor, Tensor>? Freeze() => null;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => ForwardWithAuxiliary(input).Logits;
}
