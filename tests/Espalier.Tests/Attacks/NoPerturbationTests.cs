using Espalier.Attacks;

namespace Espalier.Tests.Attacks;

public sealed class NoPerturbationTests
{
    [Fact]
    public void The_only_input_is_the_batch_itself()
    {
        using var scope = NewDisposeScope();
        using var model = new LinearModel([1, -2], [0, 1]);
        using var generator = new Generator(1);
        var images = full([2, 1, 1, 2], 0.5, ScalarType.Float64);

        var inputs = new NoPerturbation(Attacking.Settings(0.5)).Replays(model, images, zeros([2], ScalarType.Int64), generator);

        Assert.Same(images, Assert.Single(inputs));
    }

    [Fact]
    public void It_draws_nothing()
    {
        using var scope = NewDisposeScope();
        using var model = new LinearModel([1, -2], [0, 1]);
        using var generator = new Generator(1);
        var before = generator.get_state();

        _ = new NoPerturbation().Replays(model, zeros([1, 1, 1, 2]), zeros([1], ScalarType.Int64), generator).Count();

        Assert.True(equal(before, generator.get_state()));
    }
}
