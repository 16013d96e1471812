namespace Espalier.Estimators.ZeroCost.Observation;

/// <summary>How the sum of a network's logits changes with its images.</summary>
internal static class InputGradients
{
    /// <summary>
    /// One row [C * H * W] per image, in double precision and in the caller's scope: the gradient with respect to the normalised image, which
    /// is the pixels' times the deviation that the first layer divides by.
    /// </summary>
    internal static Tensor Of(Module<Tensor, Tensor> network, ProxyInput input)
    {
        using var scope = NewDisposeScope();
        var images = input.Images.detach().clone().requires_grad_();
        var gradient = autograd.grad([network.call(images).sum()], [images])[0];
        if (input.Statistics is { } statistics)
        {
            gradient = gradient * tensor(statistics.Std, [1, statistics.Std.Length, 1, 1]);
        }

        return gradient.flatten(1).to(ScalarType.Float64).MoveToOuterDisposeScope();
    }
}
