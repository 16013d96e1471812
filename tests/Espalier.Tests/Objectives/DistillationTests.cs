using Espalier.Objectives;

namespace Espalier.Tests.Objectives;

public sealed class DistillationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_teacher_that_says_the_same_gives_no_term_and_no_gradient(double temperature)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var logits = (randn([5, 7], ScalarType.Float64, generator: generator) * 3).requires_grad_();

        var loss = Distillation.Loss(logits, (logits.detach() / temperature).softmax(-1), temperature);

        Assert.Equal(0, loss.ToDouble(), 1e-12);
        Assert.Equal(0, autograd.grad([loss], [logits])[0].abs().max().ToDouble(), 1e-12);
    }

    // Two classes: q = (3/4, 1/4), p = (1/2, 1/2).
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void It_is_the_divergence_in_closed_form_and_so_is_its_gradient(double temperature)
    {
        using var scope = NewDisposeScope();
        var logits = zeros([2, 2], ScalarType.Float64).requires_grad_();
        var target = tensor([0.75, 0.25, 0.75, 0.25], [2, 2]);

        var loss = Distillation.Loss(logits, target, temperature);

        var divergence = (0.75 * Math.Log(1.5)) + (0.25 * Math.Log(0.5));
        Assert.Equal(temperature * temperature * divergence, loss.ToDouble(), 1e-12);
        var gradient = autograd.grad([loss], [logits])[0].data<double>();
        Assert.Equal(temperature * (0.5 - 0.75) / 2, gradient[0], 1e-12);
        Assert.Equal(temperature * (0.5 - 0.25) / 2, gradient[1], 1e-12);
    }

    [Fact]
    public void A_target_may_have_zeros()
    {
        using var scope = NewDisposeScope();
        var logits = zeros([1, 2], ScalarType.Float64).requires_grad_();

        var loss = Distillation.Loss(logits, tensor([1.0, 0.0], [1, 2]), 1);

        Assert.Equal(Math.Log(2), loss.ToDouble(), 1e-12);
        Assert.True(autograd.grad([loss], [logits])[0].isfinite().all().ToInt64() != 0);
    }
}
