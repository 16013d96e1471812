using System.Collections.Concurrent;
using Espalier.Kernels.Memory;

namespace Espalier.Tests.Kernels.Memory;

public sealed class SampleLoopTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(31)]
    public void Every_sample_has_its_turn_once_in_a_chunk_that_threads_do_not_change(int samples)
    {
        var (one, two) = (Threads.With(1, Run), Threads.With(2, Run));

        Assert.Equal(Enumerable.Range(0, samples), one.Select(turn => turn.Sample));
        Assert.Equal(Enumerable.Range(0, SampleLoop.Chunks(samples)), one.Select(turn => turn.Chunk).Distinct());
        Assert.Equal(one, two);

        (int Sample, int Chunk)[] Run()
        {
            var turns = new ConcurrentBag<(int, int)>();
            SampleLoop.Run(samples, 0, (sample, chunk, _) => turns.Add((sample, chunk)));
            return [.. turns.Order()];
        }
    }
}
