using Espalier.Attacks;
using Espalier.Attacks.RandomSearch;

namespace Espalier.Tests.Attacks.RandomSearch;

public sealed class SquareTests
{
    [Theory]
    [InlineData(Norm.Linf, 0.05)]
    [InlineData(Norm.L2, 0.4)]
    public void On_a_linear_model_it_breaks_nothing_that_is_too_far_and_most_that_is_near(Norm norm, double slack) =>
        Linear.BreaksExactlyTheNear("square-2000", norm, classes: 2, sizes: [1, 6, 6], slack: slack);

    [Fact]
    public void Five_thousand_queries_unless_told_otherwise()
    {
        Assert.Equal(5000, new Square(Attacking.Settings(0.25)).Settings.Steps);
        Assert.Equal(77, AttackCatalog.Create("square-77").Settings.Steps);
    }

    [Theory]
    [InlineData(Norm.Linf)]
    [InlineData(Norm.L2)]
    public void It_asks_no_oftener_than_it_says_and_never_for_a_gradient(Norm norm)
    {
        using var scope = NewDisposeScope();
        using var model = new Counting();
        using var generator = new Generator(1);
        var images = full([3, 2, 7, 9], 0.5);

        new Square(new AttackSettings { Norm = norm, Epsilon = 0.3, Steps = 40 }).Perturb(model, images, zeros([3], ScalarType.Int64), generator);

        // Besides the queries: the images as they are, and what came out. A square that changes nothing is not asked about.
        Assert.InRange(model.Passes, 35, 42);
    }

    /// <summary>Cannot be broken, and counts.</summary>
    private sealed class Counting() : Module<Tensor, Tensor>("counting")
    {
        public int Passes { get; private set; }

        public override Tensor forward(Tensor input)
        {
            Passes++;
            Assert.False(is_grad_enabled());
            return tensor([1f, 0f]).expand(input.size(0), 2);
        }
    }
}
