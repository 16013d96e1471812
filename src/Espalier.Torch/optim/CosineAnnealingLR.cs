using static Espalier.Torch.torch;

namespace Espalier.Torch.Modules;

/// <summary>
/// Cosine annealing without restarts (Loshchilov and Hutter 2017, equation 5), in closed form: the rate depends on the epoch alone.
/// </summary>
public sealed class CosineAnnealingLR
{
    private readonly optim.Optimizer optimizer;
    private readonly double length;
    private readonly double lowest;

    internal CosineAnnealingLR(optim.Optimizer optimizer, double length, double lowest, int lastEpoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        (this.optimizer, this.length, this.lowest) = (optimizer, length, lowest);
        MoveTo(Math.Max(lastEpoch, -1) + 1);
    }

    /// <summary>The epoch whose rate is set.</summary>
    public int last_epoch { get; private set; }

    /// <summary>Goes on by one epoch.</summary>
    public void step() => MoveTo(last_epoch + 1);

    private void MoveTo(int epoch)
    {
        last_epoch = epoch;
        var fraction = (1 + Math.Cos(Math.PI * epoch / length)) / 2;
        optimizer.LearningRate = lowest + ((optimizer.InitialLearningRate - lowest) * fraction);
    }
}
