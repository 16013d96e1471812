namespace Espalier.Attacks;

/// <summary>The l2 ball: the whole image may move by the radius.</summary>
internal sealed class EuclideanBall : PixelBall
{
    private static readonly long[] Pixels = [1, 2, 3];

    internal EuclideanBall(Tensor centre, double radius)
        : base(centre, radius)
    {
    }

    /// <summary>
    /// The nearest point of the ball, then cut to the range of pixels. Cutting leads nearer to the centre, which is an image itself, so the point
    /// stays in the ball; it need not be the nearest of both.
    /// </summary>
    internal override Tensor Project(Tensor candidate)
    {
        using var scope = NewDisposeScope();
        var offset = candidate.sub(Centre);
        var share = (Radius / Length(offset).clamp_(min: 1e-12)).clamp_(max: 1.0);
        return offset.mul_(share).add_(Centre).clamp_(0.0, 1.0).MoveToOuterDisposeScope();
    }

    /// <summary>A normal draw has any direction alike; the radius of a uniform point is the d-th root of a uniform number.</summary>
    internal override Tensor Draw(Generator generator)
    {
        using var scope = NewDisposeScope();
        var border = DrawOnBorder(generator);
        var images = border.size(0);
        var share = rand([images, 1, 1, 1], border.dtype, generator: generator).pow((double)images / border.numel());
        return border.mul_(share).MoveToOuterDisposeScope();
    }

    internal override Tensor DrawOnBorder(Generator generator)
    {
        using var scope = NewDisposeScope();
        var drawn = Centre.empty_like().normal_(0, 1, generator);
        return Steepest(drawn).mul_(Radius).MoveToOuterDisposeScope();
    }

    internal override Tensor Steepest(Tensor gradient)
    {
        using var scope = NewDisposeScope();

        // Gradients of a confident network are so small that their squares are zero in single precision.
        var numbers = gradient.masked_fill(gradient.isfinite().logical_not(), 0.0);
        var largest = numbers.abs().amax(Pixels, keepdim: true);
        var scaled = numbers.div(largest.masked_fill(largest.eq(0.0), 1.0));
        return scaled.div(Length(scaled).clamp_(min: 1e-12)).MoveToOuterDisposeScope();
    }

    /// <summary>How long the displacement of each image is, [N, 1, 1, 1].</summary>
    internal static Tensor Length(Tensor displacement)
    {
        using var scope = NewDisposeScope();
        return displacement.square().sum(Pixels, keepdim: true).sqrt_().MoveToOuterDisposeScope();
    }
}
