using Espalier.Data;

namespace Espalier.Spaces;

/// <summary>
/// The first layer of every network: (pixel - mean) / deviation per channel. Attacks and exported files therefore work in pixel units.
/// </summary>
public sealed class Normalization : Module<Tensor, Tensor>
{
    private readonly Tensor mean;
    private readonly Tensor std;

    /// <summary>A layer for these statistics; null leaves pixels as they are.</summary>
    public Normalization(int channels, ChannelStatistics? statistics)
        : base(nameof(Normalization))
    {
        using var scope = NewDisposeScope();
        var known = statistics ?? ChannelStatistics.Neutral(channels);
        mean = tensor(known.Mean, [1, channels, 1, 1]);
        std = tensor(known.Std, [1, channels, 1, 1]);
        register_buffer(nameof(mean), mean);
        register_buffer(nameof(std), std);
    }

    /// <summary>Each channel's mean and deviation.</summary>
    internal (float[] Mean, float[] Deviation) Statistics => (mean.storage<float>().ToArray(), std.storage<float>().ToArray());

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => (input - mean) / std;
}
