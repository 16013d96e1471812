namespace Espalier.Attacks.Fab;

/// <summary>The shortest way from an image to a hyperplane that does not leave the range of pixels.</summary>
/// <remarks>
/// <para>
/// Minimise the length of d subject to w (x + d) = b and 0 &lt;= x + d &lt;= 1 (Croce and Hein, arXiv 1907.02044, section 3.1). In both norms every
/// pixel goes towards the hyperplane by min(t g, room), where room is what the range leaves it, g is 1 in l-infinity and |w| in l2, and t is
/// the one number for which the hyperplane is reached: the root of a concave, piecewise linear function that rises from 0.
/// </para>
/// <para>
/// Newton's method from t = 0 meets that root exactly, after at most one step for each pixel that comes to its border, and mostly after a few.
/// Where the hyperplane does not meet the range of pixels, all pixels go to their borders.
/// </para>
/// </remarks>
internal static class BoxedHyperplane
{
    private static readonly long[] Pixels = [1, 2, 3];

    /// <summary>The displacements d; they belong to the caller's scope.</summary>
    /// <param name="norm">What is shortest.</param>
    /// <param name="images">x, [N, C, H, W] in pixel units. Borrowed.</param>
    /// <param name="normals">w, of the same shape. Borrowed.</param>
    /// <param name="offsets">b, [N, 1, 1, 1]. Borrowed.</param>
    internal static Tensor Reach(Norm norm, Tensor images, Tensor normals, Tensor offsets)
    {
        using var scope = NewDisposeScope();
        var distance = offsets.sub(images.mul(normals).sum(Pixels, keepdim: true));
        var direction = normals.sign().mul_(distance.sign());
        var slopes = normals.abs();
        var gaits = norm == Norm.L2 ? slopes : slopes.ones_like();
        var room = where(direction.gt(0), 1 - images, images).clamp_(min: 0.0);
        var time = Root(slopes, gaits, room, distance.abs());
        return gaits.mul(time).minimum(room).mul_(direction).MoveToOuterDisposeScope();
    }

    /// <summary>t where the sum of slope min(t gait, room) is the given one, or where nothing moves any more; [N, 1, 1, 1].</summary>
    private static Tensor Root(Tensor slopes, Tensor gaits, Tensor room, Tensor wanted)
    {
        // What is left of the way after this is the rounding of the sum.
        const double Exact = 1e-6;
        using var scope = NewDisposeScope();
        var time = wanted.zeros_like();
        var pixels = slopes.numel() / slopes.size(0);
        var enough = wanted.mul(Exact);
        for (var step = 0L; step <= pixels; step++)
        {
            using var inner = NewDisposeScope();
            var way = gaits.mul(time);
            var left = wanted.sub(way.minimum(room).mul_(slopes).sum(Pixels, keepdim: true));
            var speed = slopes.mul(gaits).mul_(way.lt(room)).sum(Pixels, keepdim: true);
            var goesOn = left.gt(enough).mul(speed.gt(0));
            if (!goesOn.any().item<bool>())
            {
                break;
            }

            time.add_(where(goesOn, left.div(speed), left.zeros_like()));
        }

        return time.MoveToOuterDisposeScope();
    }
}
