using Espalier.Attacks;
using Espalier.Tests.Training;

namespace Espalier.Tests.Attacks;

public sealed class TradesPerturbationTests
{
    private const double Epsilon = 8.0 / 255;

    [Theory]
    [InlineData("trades", 10, 0.007 / 0.031)]
    [InlineData("trades-5", 5, 0.014 / 0.031)]
    public void Its_steps_together_go_as_many_radii_far_as_the_papers(string name, int steps, double radii)
    {
        var perturbation = PerturbationCatalog.Create(name, Attacking.Settings(Epsilon));

        Assert.Equal((steps, true), (perturbation.Settings.Steps, perturbation.ComparesWithClean));
        Assert.Equal(radii * Epsilon, perturbation.Settings.StepSize!.Value, 1e-15);
    }

    // The divergence of two linear classes rises to both sides of the image: the start decides the side, and the corner of the ball is the end.
    [Fact]
    public void On_two_linear_classes_it_ends_in_the_corner_that_the_start_points_to()
    {
        using var scope = NewDisposeScope();
        using var model = new LinearModel([1, -2, 3], [0, 1, 0]);
        var images = full([16, 1, 1, 3], 0.5, ScalarType.Float64);
        double[] normal = [1, -3, 3];

        var moved = Attacking.Only(new TradesPerturbation(Attacking.Settings(0.125)), model, images, zeros([16], ScalarType.Int64)).sub(images)
            .view(16, 3).data<double>().ToArray();

        var sides = new HashSet<int>();
        for (var image = 0; image < 16; image++)
        {
            var side = Math.Sign(moved[image * 3]);
            sides.Add(side);
            Assert.All(normal.Index(), pair => Assert.Equal(0.125 * side * Math.Sign(pair.Item), moved[(image * 3) + pair.Index], 1e-12));
        }

        Assert.Equal(2, sides.Count);
    }

    [Fact]
    public void It_does_not_look_at_labels_and_raises_the_divergence()
    {
        using var scope = NewDisposeScope();
        using var network = new TinyNetwork(2);
        network.eval();
        var (images, labels) = Attacking.Batch();

        var moved = Attacking.Only(new TradesPerturbation(Attacking.Settings(Epsilon)), network, images, labels);
        var others = Attacking.Only(new TradesPerturbation(Attacking.Settings(Epsilon)), network, images, labels.zeros_like());

        Assert.Equal(0, Attacking.Distance(moved, others));
        Attacking.AssertInBallAndBox(moved, images, Epsilon);
        using var unrecorded = no_grad();
        using var generator = new Generator(9);
        var clean = network.call(images);
        var anywhere = images.add(images.empty_like().uniform_(-Epsilon, Epsilon, generator)).clamp(0.0, 1.0);
        var (reached, drawn) = (Divergence(moved), Divergence(anywhere));
        Assert.True(reached > 2 * drawn, $"{reached} against {drawn} at a random place");

        double Divergence(Tensor inputs) => ConsistencyLoss.Of(clean, network.call(inputs)).ToDouble();
    }

    [Fact]
    public void At_a_radius_of_zero_it_is_the_image()
    {
        using var scope = NewDisposeScope();
        using var network = new TinyNetwork(2);
        var (images, labels) = Attacking.Batch();

        Assert.Equal(0, Attacking.Distance(Attacking.Only(new TradesPerturbation(Attacking.Settings(0)), network, images, labels), images));
    }
}
