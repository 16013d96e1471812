using Espalier.Torch.Interop;
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
    protected override void Update((int Index, Parameter Parameter, Tensor Gradient)[] parts)
    {
        var parameters = Array.ConvertAll(parts, part => (Tensor)part.Parameter);
        var directions = Array.ConvertAll(parts, part => part.Gradient);
        var known = Array.ConvertAll(parts, part => HasState(part.Index, Buffer));
        var velocities = momentum == 0 ? [] : Array.ConvertAll(parts, part => State(part.Index, Buffer, () => Still(part.Parameter)));
        if (momentum != 0 && dampening == 0 && MoveAtOnce(parameters, directions, velocities))
        {
            return;
        }

        if (weightDecay != 0)
        {
            directions = Sum(directions, parameters, weightDecay);
        }

        if (momentum != 0)
        {
            Accelerate(velocities, directions, known);
            directions = nesterov ? Sum(directions, velocities, momentum) : velocities;
        }

        Dispatcher.Do("aten::_foreach_add_.List", parameters, directions, -LearningRate);
    }

    private static Tensor Still(Parameter parameter) => zeros(parameter.shape, parameter.dtype, parameter.device);

    private static Tensor[] Sum(Tensor[] left, Tensor[] right, double factor) =>
        Dispatcher.UpTo(left.Length, "aten::_foreach_add.List", left, right, factor)!;

    /// <summary>A supernet has more than a thousand small parameters: one pass over each, where the native side knows how.</summary>
    private unsafe bool MoveAtOnce(Tensor[] parameters, Tensor[] gradients, Tensor[] velocities)
    {
        using var changed = new Handles(parameters);
        using var by = new Handles(gradients);
        using var moving = new Handles(velocities);
        fixed (nint* parameter = changed.Pointers, gradient = by.Pointers, velocity = moving.Pointers)
        {
            Native.Check(
                Native.esp_sgd_step(
                    parameter,
                    gradient,
                    velocity,
                    parameters.Length,
                    LearningRate,
                    momentum,
                    weightDecay,
                    nesterov ? 1 : 0,
                    out var done),
                nameof(step));
            return done != 0;
        }
    }

    /// <summary>A velocity begins as its first direction, whatever the dampening.</summary>
    private void Accelerate(Tensor[] velocities, Tensor[] directions, bool[] known)
    {
        foreach (var (velocity, direction) in velocities.Zip(directions).Where((_, i) => !known[i]))
        {
            velocity.copy_(direction);
        }

        var moving = velocities.Where((_, i) => known[i]).ToArray();
        if (moving.Length > 0)
        {
            Dispatcher.Do("aten::_foreach_mul_.Scalar", moving, momentum);
            Dispatcher.Do("aten::_foreach_add_.List", moving, directions.Where((_, i) => known[i]).ToArray(), 1 - dampening);
        }
    }
}
