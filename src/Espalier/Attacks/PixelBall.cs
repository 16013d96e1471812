namespace Espalier.Attacks;

/// <summary>The images within a distance of given ones (l-infinity) that are images: pixels from 0 to 1.</summary>
internal sealed class PixelBall
{
    private readonly Tensor centre;
    private readonly double radius;
    private readonly Tensor lowest;
    private readonly Tensor highest;

    /// <summary>Its tensors belong to the caller's scope, and <paramref name="centre"/> is borrowed.</summary>
    internal PixelBall(Tensor centre, double radius)
    {
        this.centre = centre;
        this.radius = radius;
        lowest = centre.sub(radius).clamp_(min: 0.0);
        highest = centre.add(radius).clamp_(max: 1.0);
    }

    /// <summary>The nearest point of the ball.</summary>
    internal Tensor Project(Tensor candidate) => candidate.clamp(lowest, highest);

    /// <summary>A displacement of each element, uniform on the ball without regard to the range of pixels.</summary>
    internal Tensor Draw(Generator generator) => centre.empty_like().uniform_(-radius, radius, generator);
}
