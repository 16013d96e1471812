using Espalier.Attacks;

namespace Espalier.Tests.Attacks;

public sealed class FastPerturbationTests
{
    private const double Epsilon = 0.125;

    [Fact]
    public void It_takes_one_step_of_five_quarters_of_the_radius_from_a_random_start()
    {
        var settings = new FastPerturbation(Attacking.Settings(Epsilon)).Settings;

        Assert.Equal((1, 1.25 * Epsilon, true), (settings.Steps, settings.StepSize, settings.RandomStart));
        Assert.Throws<ArgumentException>(() => new FastPerturbation(Attacking.Settings(Epsilon, steps: 2)));
    }

    [Fact]
    public void Where_the_gradient_is_the_same_everywhere_it_is_fgsm_rs()
    {
        using var scope = NewDisposeScope();
        using var model = new LinearModel([1, -2, 3], [0, 1, 0]);
        var images = full([4, 1, 1, 3], 0.5, ScalarType.Float64);

        var settings = Attacking.Settings(Epsilon);

        Assert.True(Attacking.Distance(Input(new FgsmRsPerturbation(settings)), Input(new FastPerturbation(settings))) < 1e-12);

        Tensor Input(TrainingPerturbation perturbation)
        {
            using var generator = new Generator(6);
            using var inputs = perturbation.Replays(model, images, zeros([4], ScalarType.Int64), generator).GetEnumerator();
            Assert.True(inputs.MoveNext());
            return inputs.Current.clone();
        }
    }
}
