using Espalier.Kernels.Memory;

namespace Espalier.Kernels.Stages;

/// <summary>A stage's weight gradients, gathered per chunk of a batch.</summary>
internal sealed class ChunkSums(SampleLoop loop, Stage stage) : IDisposable
{
    private readonly StageSums[] chunks = [.. Enumerable.Range(0, loop.Chunks).Select(_ => stage.NewSums())];

    /// <summary>A chunk's.</summary>
    internal StageSums this[int chunk] => chunks[chunk];

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
