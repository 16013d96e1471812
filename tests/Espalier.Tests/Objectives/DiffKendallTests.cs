using Espalier.Evaluation;
using Espalier.Objectives;
using Espalier.Tests.Data;

namespace Espalier.Tests.Objectives;

public sealed class DiffKendallTests
{
    private static readonly double[] Predicted = [0.3, -1.2, 2.5, 0.9, -0.4];
    private static readonly double[] Truth = [1.0, -0.5, 0.2, 2.0, -1.5];

    [Fact]
    public void It_tends_to_minus_tau_as_it_gets_steeper()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(-RankCorrelation.Kendall(Predicted, Truth), DiffKendall.Loss(Of(Predicted), Of(Truth), 1000).ToDouble(), 1e-9);
    }

    /// <summary>Two things: tanh(a dx / 2) tanh(a dy / 2), one pair.</summary>
    [Fact]
    public void Two_things_by_hand()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(
            -Math.Tanh(0.5 * 2 / 2) * Math.Tanh(0.5 * 3 / 2), DiffKendall.Loss(Of([1, 3]), Of([2, 5])).ToDouble(), 1e-12);
    }

    [Fact]
    public void Its_gradient_agrees_with_finite_differences()
    {
        const double Step = 1e-5;
        using var scope = NewDisposeScope();
        var predicted = Of(Predicted).requires_grad_();
        var gradient = autograd.grad([DiffKendall.Loss(predicted, Of(Truth))], [predicted])[0].data<double>().ToArray();
        for (var i = 0; i < Predicted.Length; i++)
        {
            double At(double by) => DiffKendall.Loss(Of([.. Predicted.Select((x, j) => j == i ? x + by : x)]), Of(Truth)).ToDouble();

            Assert.Equal((At(Step) - At(-Step)) / (2 * Step), gradient[i], 1e-8);
        }
    }

    [Fact]
    public void Lists_of_different_lengths_are_refused()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<ArgumentException>(() => DiffKendall.Loss(Of([1, 2, 3]), Of([1, 2])));
        Assert.Throws<ArgumentException>(() => DiffKendall.Loss(Of([1]), Of([1])));
    }

    /// <summary>
    /// A linear model of twelve stored scores, trained on 78 cells. The squared error had 0.689 here and this loss 0.652: the order of the two hangs
    /// on what is made of scores that are no numbers, so nothing is claimed of it.
    /// </summary>
    [SuiteZeroFact]
    public void It_trains_a_linear_model_of_stored_scores()
    {
        var (scores, accuracies) = SuiteZeroScores.Cifar10();

        Assert.InRange(LinearModel.Tau(scores, accuracies, 78, 0, (one, other) => DiffKendall.Loss(one, other)), 0.55, 1);
    }

    private static Tensor Of(double[] values) => tensor(values, [values.Length]);
}
