namespace Espalier.Estimators.Predictors.Networks;

/// <summary>
/// Stochastic gradient Hamiltonian Monte Carlo whose steps are scaled by how much each gradient varies, estimated until the draws begin.
/// </summary>
/// <remarks>Springenberg, Klein, Falkner and Hutter, NeurIPS 2016, equations 8 to 10; the noise of the gradient is taken for 0.</remarks>
internal sealed class AdaptiveSghmc : IDisposable
{
    private const double Least = 1e-16;
    private readonly Generator generator;
    private readonly double friction;
    private readonly double step;
    private readonly int count;
    private readonly State[] states;

    /// <summary>A sampler.</summary>
    /// <param name="parameters">What is drawn; each has its gradient before a step.</param>
    /// <param name="rate">Of steps, for one example.</param>
    /// <param name="friction">Which part of the momentum is lost at a step.</param>
    /// <param name="count">Of how many examples the posterior is; gradients are of the energy by this number.</param>
    /// <param name="generator">What decides.</param>
    internal AdaptiveSghmc(IEnumerable<Parameter> parameters, double rate, double friction, int count, Generator generator)
    {
        (this.generator, this.friction, this.count, step) = (generator, friction, count, rate / Math.Sqrt(count));
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        states =
        [
            .. parameters.Select(parameter => new State(
                parameter, Kept(parameter.ones_like()), Kept(parameter.zeros_like()), Kept(parameter.ones_like()), Kept(parameter.zeros_like()))),
        ];
    }

    /// <summary>One step.</summary>
    /// <param name="adapts">Whether scales are still estimated.</param>
    internal void Step(bool adapts)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        foreach (var state in states)
        {
            // Estimates are of the gradient by the number of examples, so that they are of one size for few and for many.
            var gradient = state.Parameter.grad!;
            if (adapts)
            {
                var share = (state.Window + 1).reciprocal();
                state.Mean.copy_(state.Mean + (share * (gradient - state.Mean)));
                state.Square.copy_(state.Square + (share * (gradient.square() - state.Square)));

                // Of the new means: the square of one is never above the mean of squares, so that windows stay at least 1.
                var relative = (state.Mean.square() / (state.Square + Least)).clamp(max: 1.0);
                state.Window.copy_((state.Window * (1 - relative)) + 1);
            }

            var scale = (state.Square + Least).sqrt().reciprocal();
            var variance = ((scale * (2 * friction * step * step)) - Math.Pow(step, 4)).clamp(min: Least);
            var noise = gradient.empty_like().normal_(0, 1, generator) * variance.sqrt();
            state.Momentum.copy_(state.Momentum * (1 - friction) - (scale * gradient * (step * step * count)) + noise);
            state.Parameter.add_(state.Momentum);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, window, mean, square, momentum) in states)
        {
            window.Dispose();
            mean.Dispose();
            square.Dispose();
            momentum.Dispose();
        }
    }

    private static Tensor Kept(Tensor tensor) => tensor.detach().DetachFromDisposeScope();

    private sealed record State(Parameter Parameter, Tensor Window, Tensor Mean, Tensor Square, Tensor Momentum);
}
