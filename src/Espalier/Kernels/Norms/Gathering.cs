using Espalier.Kernels.Memory;

namespace Espalier.Kernels.Norms;

/// <summary>Sums gathered per chunk of a batch.</summary>
internal static class Gathering
{
    /// <summary>One per chunk.</summary>
    internal static T[] Per<T>(SampleLoop loop, Func<T> create) => [.. Enumerable.Range(0, loop.Chunks).Select(_ => create())];

    /// <summary>All chunks', added in order to the first's.</summary>
    internal static ChannelMoments Sum(this ChannelMoments[] chunks)
    {
        foreach (var chunk in chunks.AsSpan(1))
        {
            chunks[0].Add(chunk);
        }

        return chunks[0];
    }

    /// <summary>All chunks', added in order to the first's.</summary>
    internal static ChannelProducts Sum(this ChannelProducts[] chunks)
    {
        foreach (var chunk in chunks.AsSpan(1))
        {
            chunks[0].Add(chunk);
        }

        return chunks[0];
    }
}
