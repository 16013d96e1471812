using Espalier.Data;

namespace Espalier.Tests.Data;

public class BatchLoaderTests
{
    private static readonly ImageSet Set = Samples.Numbered(23, new ImageShape(3, 8, 6));
    private static readonly Augmentation Changes = new() { CropPadding = 2, HorizontalFlip = true, Cutout = 3 };

    [Theory]
    [InlineData(4, false, 6)]
    [InlineData(4, true, 5)]
    [InlineData(23, true, 1)]
    [InlineData(100, false, 1)]
    public void An_epoch_has_as_many_batches_as_it_says(int batchSize, bool dropLast, int expected)
    {
        var loader = new BatchLoader(Set, batchSize, Changes, ChannelStatistics.Of(Set), 1, shuffle: true, dropLast);

        Assert.Equal(expected, loader.BatchesPerEpoch);
        Assert.Equal(Enumerable.Range(0, expected), Read(loader.Epoch(0)).Select(batch => batch.Index));
    }

    [Fact]
    public void Evaluation_serves_every_image_once_in_order_and_unchanged()
    {
        var expected = Set.Pixels.Select(value => value / 255f).ToArray();

        var batches = Read(BatchLoader.ForEvaluation(Set, 5).Epoch(0));

        Assert.Equal(expected, batches.SelectMany(batch => batch.Pixels));
        Assert.Equal(Set.Labels.Select(label => (long)label), batches.SelectMany(batch => batch.Labels));
        Assert.Equal([5, 5, 5, 5, 3], batches.Select(batch => batch.Labels.Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Images_are_channels_last_floats_and_labels_are_longs(int channels)
    {
        var set = Samples.Numbered(4, new ImageShape(channels, 8, 6));
        foreach (var batch in BatchLoader.ForEvaluation(set, 4).Epoch(0))
        {
            using (batch)
            {
                Assert.Equal([4, channels, 8, 6], batch.Images.shape);
                Assert.True(batch.Images.is_contiguous(memory_format.channels_last));
                Assert.Equal(ScalarType.Float32, batch.Images.dtype);
                Assert.Equal([4], batch.Labels.shape);
                Assert.Equal(ScalarType.Int64, batch.Labels.dtype);
            }
        }
    }

    [Fact]
    public void Resuming_at_any_batch_equals_the_straight_run()
    {
        var straight = Read(Training(seed: 5).Epoch(3));

        for (var first = 0; first <= straight.Length; first++)
        {
            Same(straight[first..], Read(Training(seed: 5).Epoch(3, first)));
        }
    }

    [Fact]
    public void Seed_and_epoch_decide_the_batches()
    {
        var loader = Training(seed: 5);
        var one = Read(loader.Epoch(0));

        Same(one, Read(loader.Epoch(0)));
        Assert.NotEqual(one[0].Pixels, Read(loader.Epoch(1))[0].Pixels);
        Assert.NotEqual(one[0].Pixels, Read(Training(seed: 6).Epoch(0))[0].Pixels);
        Assert.Equal(Set.Labels.Order(), one.SelectMany(batch => batch.Labels).Select(label => (byte)label).Order());
    }

    [Fact]
    public void Two_enumerations_side_by_side_do_not_disturb_each_other()
    {
        var expected = Read(Training(seed: 5).Epoch(0));
        var loader = Training(seed: 5);

        foreach (var (left, right) in loader.Epoch(0).Zip(loader.Epoch(0)))
        {
            Same([expected[left.Index], expected[right.Index]], [Copy(left), Copy(right)]);
        }
    }

    [Fact]
    public void Abandoning_an_epoch_leaves_no_tensor()
    {
        var before = torch.LiveTensorsOfThread;
        foreach (var batch in Training(seed: 5).Epoch(0))
        {
            using (batch)
            {
                if (batch.Index == 1)
                {
                    break;
                }
            }
        }

        Assert.Throws<InvalidOperationException>(() =>
        {
            foreach (var batch in Training(seed: 5).Epoch(0))
            {
                using (batch)
                {
                    throw new InvalidOperationException("the consumer's own fault");
                }
            }
        });
        Assert.Equal(before, torch.LiveTensorsOfThread);
    }

    [Fact]
    public void Cancellation_ends_an_epoch_and_leaves_no_tensor()
    {
        var before = torch.LiveTensorsOfThread;
        using var source = new CancellationTokenSource();
        var seen = 0;

        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (var batch in Training(seed: 5).Epoch(0, 0, source.Token))
            {
                using (batch)
                {
                    seen++;
                    source.Cancel();
                }
            }
        });

        Assert.Equal(1, seen);
        Assert.Equal(before, torch.LiveTensorsOfThread);
    }

    [Fact]
    public void No_scope_of_the_consumer_owns_a_batch()
    {
        var before = torch.LiveTensorsOfThread;
        Batch kept;
        using (torch.NewDisposeScope())
        {
            kept = Training(seed: 5).Epoch(0).First();
        }

        Assert.False(kept.Images.IsInvalid);
        kept.Dispose();
        Assert.Equal(before, torch.LiveTensorsOfThread);
    }

    [Fact]
    public void What_cannot_be_served_is_refused_at_once()
    {
        var loader = Training(seed: 5);
        Assert.Throws<ArgumentOutOfRangeException>(() => loader.Epoch(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => loader.Epoch(0, 7));
        var error = Assert.Throws<InvalidInputException>(
            () => new BatchLoader(Set, 24, Changes, ChannelStatistics.Of(Set), 1, shuffle: true, dropLast: true));
        Assert.Contains("batch size 24", error.Message, StringComparison.Ordinal);
        Assert.Empty(BatchLoader.ForEvaluation(Set.Take(0), 8).Epoch(0));
    }

    private static BatchLoader Training(ulong seed) =>
        new(Set, 4, Changes, ChannelStatistics.Of(Set), seed, shuffle: true, dropLast: false);

    private static Content[] Read(IEnumerable<Batch> batches) => [.. batches.Select(Copy)];

    private static Content Copy(Batch batch)
    {
        using (batch)
        {
            return new Content(batch.Index, batch.Images.data<float>().ToArray(), batch.Labels.data<long>().ToArray());
        }
    }

    private static void Same(Content[] expected, Content[] actual)
    {
        Assert.Equal(expected.Select(batch => batch.Index), actual.Select(batch => batch.Index));
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].Labels, actual[i].Labels);
            Assert.Equal(expected[i].Pixels, actual[i].Pixels);
        }
    }

    private sealed record Content(int Index, float[] Pixels, long[] Labels);
}
