using static Espalier.Torch.torch;

namespace Espalier.Torch.Modules;

/// <summary>Adam (Kingma and Ba 2015), weight decay added to the gradient as PyTorch does.</summary>
public sealed class Adam : optim.Optimizer
{
    private readonly double beta1;
    private readonly double beta2;
    private readonly double eps;
    private readonly double weightDecay;

    internal Adam(IEnumerable<Parameter> parameters, double lr, double beta1, double beta2, double eps, double weightDecay)
        : base(parameters, lr) =>
        (this.beta1, this.beta2, this.eps, this.weightDecay) = (beta1, beta2, eps, weightDecay);

    /// <inheritdoc/>
    protected override void Update((int Index, Parameter Parameter, Tensor Gradient)[] parts)
    {
        foreach (var (index, parameter, gradient) in parts)
        {
            Update(index, parameter, gradient);
        }
    }

    private void Update(int index, Parameter parameter, Tensor gradient)
    {
        var direction = weightDecay != 0 ? gradient.add(parameter, weightDecay) : gradient;
        var step = State(index, StepCount, () => zeros([], ScalarType.Int64)).add_(1).ToInt64();
        var first = State(index, "exp_avg", direction.zeros_like).mul_(beta1).add_(direction, 1 - beta1);
        var second = State(index, "exp_avg_sq", direction.zeros_like).mul_(beta2).addcmul_(direction, direction, 1 - beta2);
        var denominator = second.sqrt().div_(Math.Sqrt(1 - Math.Pow(beta2, step))).add_(eps);
        parameter.addcdiv_(first, denominator, -LearningRate / (1 - Math.Pow(beta1, step)));
    }
}
