namespace Espalier.Attacks;

/// <summary>The images within a distance of given ones that are images: pixels from 0 to 1. What differs between norms stands here.</summary>
internal abstract class PixelBall
{
    private protected PixelBall(Tensor centre, double radius) => (Centre, Radius) = (centre, radius);

    /// <summary>The images [N, C, H, W] around which it lies.</summary>
    internal Tensor Centre { get; }

    /// <summary>The distance in pixel units.</summary>
    internal double Radius { get; }

    /// <summary>A ball; its tensors belong to the caller's scope, and <paramref name="centre"/> is borrowed.</summary>
    internal static PixelBall Of(Norm norm, Tensor centre, double radius) =>
        norm == Norm.L2 ? new EuclideanBall(centre, radius) : new MaximumBall(centre, radius);

    /// <summary>A point of the ball: the given one where that lies in it, else one on its border.</summary>
    internal abstract Tensor Project(Tensor candidate);

    /// <summary>A displacement of each image, uniform on the ball without regard to the range of pixels.</summary>
    internal abstract Tensor Draw(Generator generator);

    /// <summary>A displacement of each image as long as the radius, in a random direction.</summary>
    internal abstract Tensor DrawOnBorder(Generator generator);

    /// <summary>
    /// The displacement of length 1 along which a function of this gradient rises most; nothing moves where the gradient is zero or not a
    /// number.
    /// </summary>
    internal abstract Tensor Steepest(Tensor gradient);

    /// <summary>How long the displacement of each image is by a norm, [N, 1, 1, 1]; belongs to the caller's scope.</summary>
    internal static Tensor Length(Norm norm, Tensor displacement) =>
        norm == Norm.L2 ? EuclideanBall.Length(displacement) : MaximumBall.Length(displacement);
}
