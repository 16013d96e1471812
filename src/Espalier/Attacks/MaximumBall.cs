namespace Espalier.Attacks;

/// <summary>The l-infinity ball: every pixel may move by the radius.</summary>
internal sealed class MaximumBall : PixelBall
{
    private readonly Tensor lowest;
    private readonly Tensor highest;

    internal MaximumBall(Tensor centre, double radius)
        : base(centre, radius)
    {
        lowest = centre.sub(radius).clamp_(min: 0.0);
        highest = centre.add(radius).clamp_(max: 1.0);
    }

    /// <summary>The nearest point of the ball.</summary>
    internal override Tensor Project(Tensor candidate) => candidate.clamp(lowest, highest);

    internal override Tensor Draw(Generator generator) => Centre.empty_like().uniform_(-Radius, Radius, generator);

    internal override Tensor DrawOnBorder(Generator generator)
    {
        using var scope = NewDisposeScope();
        var drawn = Centre.empty_like().uniform_(-1, 1, generator);
        return drawn.div_(Length(drawn).clamp_(min: 1e-12)).mul_(Radius).MoveToOuterDisposeScope();
    }

    internal override Tensor Steepest(Tensor gradient) => gradient.sign();

    /// <summary>How long the displacement of each image is, [N, 1, 1, 1].</summary>
    internal static Tensor Length(Tensor displacement)
    {
        using var scope = NewDisposeScope();
        return displacement.abs().amax([1, 2, 3], keepdim: true).MoveToOuterDisposeScope();
    }
}
