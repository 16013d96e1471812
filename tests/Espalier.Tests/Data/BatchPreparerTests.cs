using Espalier.Data;

namespace Espalier.Tests.Data;

public class BatchPreparerTests
{
    private static readonly ImageSet Set = Samples.Numbered(23, new ImageShape(3, 8, 8));

    [Fact]
    public void A_batch_does_not_depend_on_the_ones_before_it()
    {
        var straight = Make(seed: 9).Prepare(epoch: 2, 0, 6, default).ToArray();

        for (var first = 0; first < straight.Length; first++)
        {
            Same(straight[first..], [.. Make(seed: 9).Prepare(epoch: 2, first, 6, default)]);
        }
    }

    [Fact]
    public void Seed_and_epoch_decide_order_and_changes()
    {
        var one = Make(seed: 9).Prepare(epoch: 2, 0, 6, default).ToArray();

        Same(one, [.. Make(seed: 9).Prepare(epoch: 2, 0, 6, default)]);
        Assert.NotEqual(one[0].Labels, Make(seed: 9).Prepare(epoch: 3, 0, 6, default).First().Labels);
        Assert.NotEqual(one[0].Labels, Make(seed: 8).Prepare(epoch: 2, 0, 6, default).First().Labels);
    }

    [Fact]
    public void An_array_taken_back_serves_again_with_the_right_pixels()
    {
        var fresh = Make(seed: 9).Prepare(epoch: 0, 0, 6, default).ToArray();
        var reusing = Make(seed: 9);
        var arrays = new HashSet<float[]>(ReferenceEqualityComparer.Instance);

        foreach (var batch in reusing.Prepare(epoch: 0, 0, 6, default))
        {
            Same([fresh[batch.Index]], [batch]);
            arrays.Add(batch.Pixels);
            reusing.Return(batch);
        }

        Assert.Equal(2, arrays.Count); // one for all full batches, one for the last
    }

    private static BatchPreparer Make(ulong seed)
    {
        var augmentation = new Augmentation { CropPadding = 2, HorizontalFlip = true, Cutout = 3 };
        return new BatchPreparer(Set, 4, new Augmenter(Set.Shape, augmentation, ChannelStatistics.Of(Set)), seed, shuffle: true);
    }

    private static void Same(PreparedBatch[] expected, PreparedBatch[] actual)
    {
        Assert.Equal(expected.Select(batch => batch.Index), actual.Select(batch => batch.Index));
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].Labels, actual[i].Labels);
            Assert.Equal(expected[i].Pixels, actual[i].Pixels);
        }
    }
}
