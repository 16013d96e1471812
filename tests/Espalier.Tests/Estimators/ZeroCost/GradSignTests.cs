using Espalier.Estimators.ZeroCost;

namespace Espalier.Tests.Estimators.ZeroCost;

public sealed class GradSignTests
{
    [Fact]
    public void Two_parabolas_agree_where_the_weight_is_not_between_them()
    {
        using var scope = NewDisposeScope();
        double[] minima = [0.2, 0.7];
        const int Places = 1000;

        // Over a range of 1 the expected score is 2 (1 - 0.5).
        var mean = Enumerable.Range(0, Places).Average(place =>
        {
            using var inner = NewDisposeScope();
            using var theta = new Parameter(tensor([(float)((place + 0.5) / Places)]));
            return GradSign.Of([theta], minima.Length, sample => (theta - minima[sample]).square().sum()).Value!.Value;
        });

        Assert.Equal(1, mean, 1e-9);
    }

    [Fact]
    public void Equal_samples_agree_on_every_weight_that_has_a_gradient()
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.Stack(6);
        const int Samples = 4;
        var one = Tiny.Input(count: 1).Images;
        var input = Tiny.Of(cat([.. Enumerable.Repeat(one, Samples)]));
        using var labels = zeros([Samples], ScalarType.Int64);
        input.Labels.copy_(labels);
        var moved = WeightLayers.Gradients(network, input.Images, input.Labels, WeightLayers.Of(network))
            .Sum(gradient => gradient.ne(0).sum().ToInt64());

        Assert.Equal(Samples * moved, new GradSign().Score(network, input).Value);
    }
}
