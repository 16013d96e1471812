using Espalier.Strategies.Gradient;
using Espalier.Supernets;

namespace Espalier.Tests.Strategies.Gradient;

public sealed class GdasTests
{
    [Fact]
    public void A_step_trains_one_operation_per_edge()
    {
        using var search = TinySearch.Of(context => new Gdas(context, new GdasOptions { WeightDecay = 0, Momentum = 0 }));
        var before = search.Supernet.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.clone());

        search.Steps(0, 1);

        using var scope = NewDisposeScope();
        var moved = search.Supernet.named_parameters()
            .Where(pair => pair.name.Contains(".edges.", StringComparison.Ordinal) && !equal(pair.parameter, before[pair.name]))
            .Select(pair => string.Join('.', pair.name.Split('.')[..5]))
            .Distinct()
            .GroupBy(name => string.Join('.', name.Split('.')[..4]))
            .ToArray();
        Assert.NotEmpty(moved);
        Assert.All(moved, edge => Assert.Single(edge));
        foreach (var copy in before.Values)
        {
            copy.Dispose();
        }
    }

    [Fact]
    public void Architecture_parameters_of_every_edge_get_a_gradient()
    {
        using var search = TinySearch.Of(context => new Gdas(context, new GdasOptions { ArchitectureDecay = 0 }));
        var before = search.Architecture();

        search.Steps(0, 1);

        Assert.All(search.Architecture().Zip(before), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public void The_temperature_falls_linearly_over_the_epochs()
    {
        using var search = TinySearch.Of(context => new Gdas(context, new GdasOptions()), epochs: 4);
        var temperatures = Enumerable.Range(0, 4).Select(epoch =>
        {
            search.Strategy.BeginEpoch(epoch);
            return ((GumbelSample)search.Supernet.Relaxation!).Temperature;
        });

        Assert.Equal([10, 6.7, 3.4, 0.1], temperatures.Select(temperature => Math.Round(temperature, 9)));
    }
}
