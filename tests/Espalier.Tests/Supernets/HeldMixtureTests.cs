using Espalier.Supernets;
using Espalier.Tests.Strategies.Gradient;

namespace Espalier.Tests.Supernets;

public sealed class HeldMixtureTests
{
    [Fact]
    public void Passes_take_the_draw_of_the_first_until_it_is_let_go()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        using var supernet = TinySearch.NewSupernet(generator);
        using var batch = TinySearch.Batch(1);
        var sample = new GumbelSample(generator);
        supernet.Relaxation = sample;
        supernet.eval();
        var live = LiveTensorsOfThread;

        using (new HeldMixture(supernet))
        {
            using var held = NewDisposeScope();
            double[] logits = [.. Enumerable.Range(0, 6).Select(_ => supernet.call(batch.Images).sum().ToDouble())];
            Assert.Single(logits.Distinct());
        }

        Assert.Equal(live, LiveTensorsOfThread);
        Assert.Same(sample, supernet.Relaxation);
        Assert.True(Enumerable.Range(0, 6).Select(_ => supernet.call(batch.Images).sum().ToDouble()).Distinct().Count() > 1);
    }

    [Fact]
    public void Where_nothing_is_drawn_nothing_is_held()
    {
        using var generator = new Generator(3);
        using var supernet = TinySearch.NewSupernet(generator);

        using (new HeldMixture(supernet))
        {
            Assert.Null(supernet.Relaxation);
        }

        Assert.Null(supernet.Relaxation);
    }
}
