using Espalier.Corruptions;

namespace Espalier.Tests.Corruptions;

public sealed class CorruptedBatchTests
{
    [Fact]
    public void Every_image_meets_one_of_the_corruptions_by_the_seed_and_nothing_else_is_left()
    {
        var live = LiveTensorsOfThread;
        using (var scope = NewDisposeScope())
        {
            var one = Pictures.Scene(3, 8, 8, 1);
            var images = stack([.. Enumerable.Range(0, 12).Select(_ => tensor(one.Pixels, [3, 8, 8]))]).contiguous(memory_format.channels_last);
            var cells = CorruptionCatalog.Cells("contrast:1,brightness:5");

            var made = CorruptedBatch.Of(images, cells, 4);

            Assert.Equal(images.shape, made.shape);
            var candidates = cells.Select(cell => cell.Apply(one, 4, 0).Pixels).ToArray();
            var met = Enumerable.Range(0, 12).Select(i => Array.FindIndex(candidates, made[i].data<float>().ToArray().SequenceEqual)).ToArray();
            Assert.Equal([0, 1], met.Distinct().Order());
            Assert.Equal(made.data<float>().ToArray(), CorruptedBatch.Of(images, cells, 4).data<float>().ToArray());
            Assert.NotEqual(made.data<float>().ToArray(), CorruptedBatch.Of(images, cells, 5).data<float>().ToArray());
            Assert.Equal(one.Pixels, images[11].data<float>().ToArray());
        }

        Assert.Equal(live, LiveTensorsOfThread);
    }
}
