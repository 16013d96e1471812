namespace Espalier.Attacks;

/// <summary>
/// Repeated steps in the direction in which the loss rises most (for l-infinity the sign of the input gradient, for l2 the gradient at length 1),
/// each followed by the projection on the ball and the range of pixels.
/// </summary>
/// <remarks>
/// Madry et al., arXiv 1706.06083, section 2.1; with one step, Goodfellow et al., arXiv 1412.6572, section 4; with a momentum, Dong et al.,
/// arXiv 1710.06081, algorithm 1.
/// </remarks>
internal static class SteepestAscent
{
    /// <summary>Runs it with settings that leave nothing open; the result belongs to the caller's scope.</summary>
    /// <param name="model">From images in pixel units to logits [N, classes].</param>
    /// <param name="images">float [N, C, H, W] in pixel units. Borrowed.</param>
    /// <param name="labels">int64 [N]. Borrowed.</param>
    /// <param name="generator">Where random starts are drawn from.</param>
    /// <param name="settings">Steps and step size are not null.</param>
    /// <param name="momentum">The share of the gathered gradient that is kept; null: the gradient of each step alone counts.</param>
    internal static Tensor Run(
        Module<Tensor, Tensor> model, Tensor images, Tensor labels, Generator generator, AttackSettings settings, double? momentum = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(generator);
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var clean = images.detach();
        if (settings.Restarts == 1)
        {
            return Once(model, clean, labels, settings.RandomStart ? generator : null, settings, momentum).MoveToOuterDisposeScope();
        }

        using var standing = new Standing(model, clean, labels);
        for (var run = 0; run < settings.Restarts && standing.Count > 0; run++)
        {
            var start = run > 0 || settings.RandomStart ? generator : null;
            standing.Offer(Once(model, standing.Images, standing.Labels, start, settings, momentum));
        }

        return standing.Result().MoveToOuterDisposeScope();
    }

    private static Tensor Once(
        Module<Tensor, Tensor> model, Tensor clean, Tensor labels, Generator? start, AttackSettings settings, double? momentum)
    {
        using var scope = NewDisposeScope();
        var ball = PixelBall.Of(settings.Norm, clean, settings.Epsilon);
        var adversarial = start is null ? clean.clone() : ball.Project(clean.add(ball.Draw(start)));
        var gathered = momentum is null ? null : clean.zeros_like();
        for (var step = 0; step < settings.Steps; step++)
        {
            using var inner = NewDisposeScope();
            var gradient = InputGradient.Of(model, adversarial, labels);
            if (gathered is not null)
            {
                gradient = gathered.copy_(gathered.mul(momentum!.Value).add_(SumOne(gradient)));
            }

            adversarial.copy_(ball.Project(adversarial.add(ball.Steepest(gradient), settings.StepSize!.Value)));
        }

        return adversarial.MoveToOuterDisposeScope();
    }

    /// <summary>The gradient of each image with 1 as the sum of its absolute values, so that no step counts more than another.</summary>
    private static Tensor SumOne(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var numbers = gradient.masked_fill(gradient.isfinite().logical_not(), 0.0);
        var sum = numbers.abs().sum([1, 2, 3], keepdim: true);
        return numbers.div(sum.masked_fill(sum.eq(0.0), 1.0)).MoveToOuterDisposeScope();
    }
}
