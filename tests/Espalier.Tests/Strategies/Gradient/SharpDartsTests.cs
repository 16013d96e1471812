using Espalier.Strategies.Gradient;
using Espalier.Supernets;

namespace Espalier.Tests.Strategies.Gradient;

public sealed class SharpDartsTests
{
    [Fact]
    public void The_supernet_mixes_by_max_w_and_derives_from_the_softmax()
    {
        using var search = TinySearch.Of(context => new SharpDarts(context, new SharpDartsOptions()));
        using var scope = NewDisposeScope();

        Assert.IsType<MaxWeight>(search.Supernet.Relaxation);
        Assert.All(search.Strategy.Mixture(), rows => Assert.Equal(rows.GetLength(0), rows.Cast<double>().Sum(), 5));
        search.Steps(0, 2);
        Assert.Equal(TinySearch.Space.Derive(search.Supernet.Mixture()), search.Strategy.Derive());
    }

    [Fact]
    public void Its_rate_falls_sooner_than_a_cosine()
    {
        Assert.Equal(2, new SharpDartsOptions().AnnealingPower);
        Assert.True(CosinePower.Share(0.5, 2) < CosinePower.Share(0.5, 1));
    }

    [Fact]
    public void Whether_the_maximum_is_held_fast_changes_the_architecture()
    {
        using var through = TinySearch.Of(context => new SharpDarts(context, new SharpDartsOptions()));
        using var held = TinySearch.Of(context => new SharpDarts(context, new SharpDartsOptions { DetachMaximum = true }));

        through.Steps(0, 3);
        held.Steps(0, 3);

        Assert.NotEqual(through.Architecture(), held.Architecture());
    }
}
