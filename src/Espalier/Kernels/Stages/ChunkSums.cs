using Espalier.Kernels.Memory;

namespace Espalier.Kernels.Stages;

/// <summary>A stage's weight gradients, gathered per chunk of samples; empty where nobody wants them.</summary>
internal sealed class ChunkSums(int samples, Stage? stage) : IDisposable
{
    private readonly StageSums[] chunks =
        stage is null ? [] : [.. Enumerable.Range(0, SampleLoop.Chunks(samples)).Select(_ => stage.NewSums())];

    /// <summary>A chunk's, or null where nobody wants them.</summary>
    internal StageSums? this[int chunk] => chunks.Length == 0 ? null : chunks[chunk];

    /// <summary>All chunks' added in order, as tensors shaped like the weights.</summary>
    internal List<Tensor> ToTensors()
    {
        foreach (var chunk in chunks.AsSpan(1))
        {
            chunks[0].Add(chunk);
        }

        return chunks[0].ToTensors();
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(chunks, chunk => chunk.Dispose());
}
