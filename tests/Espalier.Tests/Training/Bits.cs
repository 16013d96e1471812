using Espalier.Training;

namespace Espalier.Tests.Training;

/// <summary>Bitwise comparison of networks, and stopping at a given step.</summary>
internal static class Bits
{
    /// <summary>All weights and buffers, row-major, in the order of names.</summary>
    public static byte[] Of(Module network)
    {
        using var scope = NewDisposeScope();
        var tensors = network.state_dict().OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value);
        return [.. tensors.SelectMany(tensor => tensor.detach().contiguous().bytes.ToArray())];
    }

    public static void CancelAfterStep(this CancellationTokenSource stop, TrainingProgress progress, int epoch, int step)
    {
        if (progress.Epoch == epoch && progress.Step == step)
        {
            stop.Cancel();
        }
    }
}
