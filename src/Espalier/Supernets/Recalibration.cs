namespace Espalier.Supernets;

/// <summary>
/// Batch norm statistics for a network that was cut out of another: the running ones were gathered where every node summed other things,
/// and under them a subnet computes nonsense.
/// </summary>
public static class Recalibration
{
    /// <summary>Makes the running statistics those of one batch. Trained weights stay as they are, and the mode, too.</summary>
    /// <param name="network">The network.</param>
    /// <param name="images">Images that weights were trained on; more than one. Nothing else is drawn or recorded.</param>
    public static void Run(Module<Tensor, Tensor> network, Tensor images)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var norms = network.modules().OfType<BatchNorm2d>().Select(norm => (Norm: norm, norm.momentum)).ToArray();
        var training = network.training;
        try
        {
            Array.ForEach(norms, entry => entry.Norm.momentum = 1);
            network.train();
            network.call(images);
        }
        finally
        {
            network.train(training);
            Array.ForEach(norms, entry => entry.Norm.momentum = entry.momentum);
        }
    }
}
