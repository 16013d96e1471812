namespace Espalier.Kernels.Memory;

/// <summary>
/// Samples shared out over libtorch's threads in chunks whose number does not depend on how many threads there are: sums are gathered
/// per chunk and added in order, so that the result does not depend on it either.
/// </summary>
internal static class SampleLoop
{
    private const int MostChunks = 8;

    /// <summary>How many chunks so many samples make.</summary>
    internal static int Chunks(int samples) => Math.Min(samples, MostChunks);

    /// <summary>Runs a body for each sample, with its number, its chunk's and empty scratch of a size.</summary>
    internal static void Run(int samples, nint scratchSize, Action<int, int, Scratch> body)
    {
        var chunks = Chunks(samples);
        parallel_for(chunks, 1, (begin, end) =>
        {
            for (var chunk = (int)begin; chunk < end; chunk++)
            {
                for (var sample = chunk * samples / chunks; sample < (chunk + 1) * samples / chunks; sample++)
                {
                    body(sample, chunk, Scratch.Empty(scratchSize));
                }
            }
        });
    }
}
