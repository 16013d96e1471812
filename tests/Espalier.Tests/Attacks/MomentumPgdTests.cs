using Espalier.Attacks;

namespace Espalier.Tests.Attacks;

public sealed class MomentumPgdTests
{
    [Theory]
    [InlineData(Norm.Linf)]
    [InlineData(Norm.L2)]
    public void On_a_linear_model_it_breaks_exactly_what_is_near_enough(Norm norm) => Linear.BreaksExactlyTheNear("mi-fgsm", norm, classes: 2);

    [Fact]
    public void All_steps_together_reach_the_border()
    {
        Assert.Equal((10, 0.025), (new MomentumPgd(Attacking.Settings(0.25)).Settings.Steps, new MomentumPgd(Attacking.Settings(0.25)).Settings.StepSize));
        Assert.Equal(0.05, AttackCatalog.Create("mi-fgsm-5", Attacking.Settings(0.25)).Settings.StepSize);
    }

    [Fact]
    public void A_gradient_that_turns_round_does_not_turn_the_way_at_once()
    {
        using var scope = NewDisposeScope();
        using var model = new Ridge();
        using var generator = new Generator(1);
        var images = full([1, 1, 1, 1], 0.5, ScalarType.Float64);
        var settings = new AttackSettings { Epsilon = 0.4, Steps = 3, StepSize = 0.1 };

        // The ridge is passed after the first step: plain ascent goes to and fro about it, the gathered gradient is zero after the second step.
        var plain = new Pgd(settings).Perturb(model, images, zeros([1], ScalarType.Int64), generator);
        var gathered = new MomentumPgd(settings).Perturb(model, images, zeros([1], ScalarType.Int64), generator);

        Assert.Equal(0.6, plain.ToDouble(), 1e-9);
        Assert.Equal(0.5, gathered.ToDouble(), 1e-9);
    }

    /// <summary>The loss of class 0 is highest at a pixel of 0.55.</summary>
    private sealed class Ridge() : Module<Tensor, Tensor>("ridge")
    {
        public override Tensor forward(Tensor input)
        {
            var height = (input.flatten(1) - 0.55).abs();
            return cat([height, height.zeros_like()], 1);
        }
    }
}
