using Espalier.Attacks;
using Espalier.Attacks.Fab;

namespace Espalier.Tests.Attacks.Fab;

public sealed class FabDescentTests
{
    public static TheoryData<Norm, int, double[]> Reference => AttackReference.Distances;

    [Theory]
    [MemberData(nameof(Reference))]
    public void It_comes_as_near_as_an_independent_implementation(Norm norm, int rank, double[] expected)
    {
        using var scope = NewDisposeScope();
        using var model = new SineNetwork();
        var (images, labels) = model.Batch();
        var targets = Targets.Of(model.call(images), labels, rank);

        var (points, distances) = new FabDescent(model, norm, AttackReference.Steps, enough: 0).Run(images, labels, targets);

        Assert.All(expected.Zip(distances), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.DoesNotContain(false, Margin.Broken(model.call(points), labels));
        Assert.All(
            distances.Zip(RowTensors.Numbers(PixelBall.Length(norm, points.sub(images)).view(-1))),
            pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Theory]
    [InlineData(Norm.Linf)]
    [InlineData(Norm.L2)]
    public void On_a_linear_model_it_finds_the_distance_of_the_border(Norm norm)
    {
        using var scope = NewDisposeScope();
        using var model = LinearModel.Drawn(classes: 2, pixels: 16, seed: 5);
        var (images, labels, distances) = model.Problem(40, [1, 4, 4], norm == Norm.L2, seed: 8);

        var (_, found) = new FabDescent(model, norm, 100, enough: 0).Run(images, labels, labels.eq(0).to(ScalarType.Int64));

        Assert.All(distances.Zip(found), pair => Assert.InRange(pair.Second / pair.First, 1 - 1e-9, 1 + 1e-3));
    }

    [Fact]
    public void What_cannot_be_broken_is_infinitely_far()
    {
        using var scope = NewDisposeScope();
        using var model = new LinearModel([0, 0, 0, 0], [0, 0, 0, 0]);
        var images = full([2, 1, 2, 2], 0.5, ScalarType.Float64);

        var (points, distances) = new FabDescent(model, Norm.Linf, 5, 0).Run(
            images, zeros([2], ScalarType.Int64), ones([2], ScalarType.Int64));

        Assert.All(distances, distance => Assert.Equal(double.PositiveInfinity, distance));
        Assert.True(equal(points, images));
    }
}
