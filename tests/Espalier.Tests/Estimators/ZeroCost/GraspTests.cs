using Espalier.Estimators.ZeroCost;

namespace Espalier.Tests.Estimators.ZeroCost;

public sealed class GraspTests
{
    [Fact]
    public void A_quadratic_loss_scores_minus_the_squared_gradient()
    {
        using var scope = NewDisposeScope();
        using var theta = new Parameter(tensor([1f, -2f, 0.5f], [1, 3]));
        var a = tensor([2f, 1f, 0f, 1f, 3f, -1f, 0f, -1f, 4f], [3, 3]);
        var loss = theta.matmul(a).matmul(theta.t()).sum() * 0.5;

        // A theta = (0, -5.5, 4): -theta A A theta.
        Assert.Equal(-(5.5 * 5.5) - 16, Grasp.Of(loss, [theta]).Value!.Value, Tiny.Exact);
    }

    [Fact]
    public void A_linear_loss_has_no_curvature()
    {
        using var scope = NewDisposeScope();
        using var theta = new Parameter(tensor([1f, -2f]));

        Assert.Equal(0, Grasp.Of((theta * tensor([3f, 4f])).sum(), [theta]).Value);
    }

    [Fact]
    public void A_network_scores_as_finite_differences_of_its_gradient_say()
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.Stack(4);
        network.to(ScalarType.Float64);
        var input = Tiny.Of(Tiny.Input().Images.to(ScalarType.Float64));
        var weights = WeightLayers.Of(network);
        var gradients = WeightLayers.Gradients(network, input.Images, input.Labels, weights);
        const double Step = 1e-5;

        var expected = -weights.Zip(gradients, Gradients(Step).Zip(Gradients(-Step), (ahead, behind) => (ahead - behind) / (2 * Step)))
            .Sum(layer => (layer.First.detach() * layer.Third).sum().ToDouble());

        Assert.Equal(expected, new Grasp().Score(network, input).Value!.Value, 1e-6);

        Tensor[] Gradients(double step)
        {
            Move(step);
            var moved = WeightLayers.Gradients(network, input.Images, input.Labels, weights);
            Move(-step);
            return moved;
        }

        void Move(double step)
        {
            using var unrecorded = no_grad();
            foreach (var (weight, gradient) in weights.Zip(gradients))
            {
                weight.add_(gradient, step);
            }
        }
    }
}
