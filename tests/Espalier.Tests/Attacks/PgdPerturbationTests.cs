using Espalier.Attacks;

namespace Espalier.Tests.Attacks;

public sealed class PgdPerturbationTests
{
    [Fact]
    public void Seven_steps_start_at_random_unless_told_otherwise()
    {
        var perturbation = new PgdPerturbation(Attacking.Settings(0.25));

        Assert.Equal((7, true), (perturbation.Steps, perturbation.Settings.RandomStart));
        Assert.Equal(2.5 * 0.25 / 7, perturbation.Settings.StepSize!.Value, 1e-15);
        Assert.Equal(1, perturbation.ReplaysPerBatch);
    }

    [Fact]
    public void Its_input_is_the_image_of_the_attack_with_a_random_start()
    {
        using var scope = NewDisposeScope();
        using var model = new LinearModel([1, -2, 3], [0, 1, 0]);
        using var ours = new Generator(6);
        using var theirs = new Generator(6);
        var (images, labels) = (full([4, 1, 1, 3], 0.5, ScalarType.Float64), zeros([4], ScalarType.Int64));
        var expected = new Pgd(Attacking.Settings(0.25, steps: 3, randomStart: true)).Perturb(model, images, labels, theirs);

        foreach (var input in new PgdPerturbation(Attacking.Settings(0.25, steps: 3)).Replays(model, images, labels, ours))
        {
            Assert.True(equal(expected, input));
        }
    }
}
