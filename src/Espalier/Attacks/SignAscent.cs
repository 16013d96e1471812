namespace Espalier.Attacks;

/// <summary>
/// Repeated steps along the sign of the input gradient, each followed by the projection on the ball and the range of pixels.
/// </summary>
/// <remarks>Madry et al., arXiv 1706.06083, section 2.1; with one step, Goodfellow et al., arXiv 1412.6572, section 4.</remarks>
internal static class SignAscent
{
    /// <summary>Runs it with settings that leave nothing open; the result belongs to the caller's scope.</summary>
    internal static Tensor Run(Module<Tensor, Tensor> model, Tensor images, Tensor labels, Generator generator, AttackSettings settings)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(generator);
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var clean = images.detach();
        var ball = new PixelBall(clean, settings.Epsilon);
        var adversarial = settings.RandomStart ? ball.Project(clean.add(ball.Draw(generator))) : clean.clone();
        for (var step = 0; step < settings.Steps; step++)
        {
            using var inner = NewDisposeScope();
            var direction = InputGradient.Of(model, adversarial, labels).sign();
            adversarial.copy_(ball.Project(adversarial.add(direction, settings.StepSize!.Value)));
        }

        return adversarial.MoveToOuterDisposeScope();
    }
}
