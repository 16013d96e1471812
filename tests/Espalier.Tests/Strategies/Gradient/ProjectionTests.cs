using Espalier.Strategies.Gradient;
using Espalier.Supernets;

namespace Espalier.Tests.Strategies.Gradient;

public sealed class ProjectionTests
{
    [Fact]
    public void What_is_decided_stands_alone_and_what_is_left_out_is_missing()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var logits = randn([4, 3], generator: generator);
        var projection = new Projection(null, 1, 4) { LeftOut = (0, 3, 1) };
        projection.Decided[0][1] = 2;
        projection.Decided[0][2] = Projection.Removed;

        var mixed = projection.Mix([logits])[0];

        var soft = logits.softmax(-1);
        Assert.True(equal(mixed[0], soft[0]));
        Assert.Equal([0, 0, 1], mixed[1].data<float>().ToArray());
        Assert.Equal([0, 0, 0], mixed[2].data<float>().ToArray());
        Assert.Equal([soft[3][0].ToSingle(), 0, soft[3][2].ToSingle()], mixed[3].data<float>().ToArray());
    }

    [Fact]
    public void It_masks_what_another_relaxation_mixes()
    {
        using var scope = NewDisposeScope();
        var projection = new Projection(new MaxWeight(detaches: false), 1, 1);

        Assert.Equal(1, projection.Mix([tensor([0.1f, 0.9f], [1, 2])])[0].max().ToSingle());
    }
}
