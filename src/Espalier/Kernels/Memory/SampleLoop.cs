namespace Espalier.Kernels.Memory;

/// <summary>
/// A batch shared out over libtorch's threads in chunks whose number does not depend on how many threads there are: sums are gathered
/// per chunk and added in order, so that the result does not depend on it either. A chunk has samples; where there are few, the rows of
/// each are shared out, too.
/// </summary>
internal readonly record struct SampleLoop
{
    private const int MostChunks = 8;

    // Enough for the processors of a small machine; rows at the seams are computed twice, so that more of them cost more.
    private const int FewSamples = 4;
    private const int FewestRows = 8;

    private readonly int samples;
    private readonly int parts;

    /// <summary>Whole samples.</summary>
    internal SampleLoop(int samples)
        : this(samples, 1)
    {
    }

    private SampleLoop(int samples, int parts) => (this.samples, this.parts) = (samples, parts);

    /// <summary>How many chunks there are.</summary>
    internal int Chunks => Math.Min(samples * parts, MostChunks);

    /// <summary>Samples of maps so high, or parts of them.</summary>
    internal static SampleLoop Over(int samples, int height) =>
        new(samples, Math.Clamp(height / FewestRows, 1, (FewSamples + samples - 1) / samples));

    /// <summary>Runs a body for each piece, with empty scratch of a size.</summary>
    internal void Run(nint scratchSize, Action<Piece, Scratch> body)
    {
        var (chunks, own) = (Chunks, parts);
        var pieces = samples * parts;
        parallel_for(chunks, 1, (begin, end) =>
        {
            for (var chunk = (int)begin; chunk < end; chunk++)
            {
                for (var piece = chunk * pieces / chunks; piece < (chunk + 1) * pieces / chunks; piece++)
                {
                    body(new(piece / own, piece % own, own, chunk), Scratch.Empty(scratchSize));
                }
            }
        });
    }
}
