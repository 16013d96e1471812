using System.Collections.Concurrent;
using Espalier.Kernels.Memory;

namespace Espalier.Tests.Kernels.Memory;

public sealed class SampleLoopTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 33)]
    [InlineData(2, 17)]
    [InlineData(3, 64)]
    [InlineData(8, 64)]
    [InlineData(9, 5)]
    [InlineData(31, 64)]
    public void Every_row_has_its_turn_once_in_a_chunk_that_threads_do_not_change(int samples, int height)
    {
        var loop = SampleLoop.Over(samples, height);
        var (one, two) = (Threads.With(1, Run), Threads.With(2, Run));

        Assert.Equal(
            from sample in Enumerable.Range(0, samples) from row in Enumerable.Range(0, height) select (sample, row),
            one.Select(turn => (turn.Sample, turn.Row)));
        Assert.Equal(Enumerable.Range(0, loop.Chunks), one.Select(turn => turn.Chunk).Distinct());
        Assert.Equal(one, two);

        (int Sample, int Row, int Chunk)[] Run()
        {
            var turns = new ConcurrentBag<(int, int, int)>();
            loop.Run(0, (piece, _) =>
            {
                for (var row = piece.Rows(height).Begin; row < piece.Rows(height).End; row++)
                {
                    turns.Add((piece.Sample, row, piece.Chunk));
                }
            });
            return [.. turns.Order()];
        }
    }

    [Theory]
    [InlineData(1, 7, 1)]
    [InlineData(1, 16, 2)]
    [InlineData(1, 224, 4)]
    [InlineData(2, 32, 4)]
    [InlineData(3, 32, 6)]
    [InlineData(4, 32, 4)]
    [InlineData(64, 32, 8)]
    public void Few_samples_are_shared_out_by_rows(int samples, int height, int chunks) =>
        Assert.Equal(chunks, SampleLoop.Over(samples, height).Chunks);

    [Fact]
    public void Whole_samples_stay_whole() => Assert.Equal(1, new SampleLoop(1).Chunks);
}
