using Espalier.Attacks;

namespace Espalier.Tests.Attacks;

public sealed class NoAttackTests
{
    [Fact]
    public void Images_come_back_as_a_copy_of_their_own()
    {
        using var scope = NewDisposeScope();
        using var model = new LinearModel([1, -2], [0, 1]);
        using var generator = new Generator(1);
        var images = full([2, 1, 1, 2], 0.5, ScalarType.Float64);

        var found = new NoAttack(Attacking.Settings(0.5)).Perturb(model, images, zeros([2], ScalarType.Int64), generator);

        Assert.True(equal(images, found));
        found.fill_(0);
        Assert.Equal(0.5, images.max().ToDouble());
    }

    [Fact]
    public void Its_radius_is_zero_whatever_the_settings() => Assert.Equal(0, new NoAttack(Attacking.Settings(0.5)).Settings.Epsilon);
}
