using static Espalier.Torch.torch;

namespace Espalier.Torch.Modules;

/// <summary>Stochastic gradient descent with momentum, as PyTorch defines it (Sutskever et al. 2013 with the rate outside).</summary>
public sealed class SGD : optim.Optimizer
{
    private const string Buffer = "momentum_buffer";
    private readonly double momentum;
    private readonly double dampening;
    private readonly double weightDecay;
    private readonly bool nesterov;

    internal SGD(
        IEnumerable<Parameter> parameters, double learningRate, double momentum, double dampening, double weightDecay, bool nesterov)
        : base(parameters, learningRate)
    {
        if (nesterov && (momentum <= 0 || dampening != 0))
        {
            throw new ArgumentException("Nesterov momentum needs a momentum and no dampening", nameof(nesterov));
        }

        (this.momentum, this.dampening, this.weightDecay, this.nesterov) = (momentum, dampening, weightDecay, nesterov);
    }

    /// <summary>
    /// The velocity of the parameter of that number, or null before its first step or without momentum. It stays the optimiser's.
    /// </summary>
    public Tensor? Velocity(int index) => HasState(index, Buffer) ? state_dict()[$"{index}.{Buffer}"] : null;

    /// <inheritdoc/>
    protected override void Update(int index, Parameter parameter, Tensor gradient)
    {
        var direction = weightDecay != 0 ? gradient.add(parameter, weightDecay) : gradient;
        if (momentum != 0)
        {
            if (HasState(index, Buffer))
            {
                Velocity(index)!.mul_(momentum).add_(direction, 1 - dampening);
            }
            else
            {
                State(index, Buffer, direction.clone);
            }

            direction = nesterov ? direction.add(Velocity(index)!, momentum) : Velocity(index)!;
        }

        parameter.add_(direction, -LearningRate);
    }
}
