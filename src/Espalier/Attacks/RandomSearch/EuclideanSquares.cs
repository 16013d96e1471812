namespace Espalier.Attacks.RandomSearch;

/// <summary>
/// Squares for l2: the change of one square is taken away, and what it and the radius leave is spent in another one, on a bump added to what stood
/// there.
/// </summary>
/// <remarks>
/// Algorithm 3 of arXiv 1912.00049, from a grid of five bumps by five. The squares lie at one place for all images of a batch, with signs for each.
/// Images with a side of less than 5 begin with one bump.
/// </remarks>
internal sealed class EuclideanSquares(Draws draws, double epsilon) : ISquareProposal
{
    private const int Grid = 5;
    private const int LeastSide = 3;
    private static readonly long[] Pixels = [1, 2, 3];
    private static readonly long[] Plane = [2, 3];

    public Tensor Begin(Tensor clean)
    {
        using var scope = NewDisposeScope();
        var shorter = Math.Min(clean.size(2), clean.size(3));
        var side = (int)(shorter >= 2 * Grid ? shorter / Grid : shorter);
        var change = clean.zeros_like();
        for (var top = clean.size(2) % side / 2; top + side <= clean.size(2); top += side)
        {
            for (var left = clean.size(3) % side / 2; left + side <= clean.size(3); left += side)
            {
                change.narrow(2, top, side).narrow(3, left, side).copy_(Signed(clean, side));
            }
        }

        return Stretched(clean, change).MoveToOuterDisposeScope();
    }

    public Tensor Next(Tensor clean, Tensor best, double share)
    {
        using var scope = NewDisposeScope();
        var (height, width) = (clean.size(2), clean.size(3));
        var side = SquareSchedule.Side(share, height, width, LeastSide);

        // Odd, as long as the image has room for it.
        side += side % 2 == 0 && side < Math.Min(height, width) ? 1 : 0;
        var (top, left) = (draws.UpTo(height - side), draws.UpTo(width - side));
        var (otherTop, otherLeft) = (draws.UpTo(height - side), draws.UpTo(width - side));
        var change = best.sub(clean);
        var unused = (epsilon * epsilon - change.square().sum(Pixels, keepdim: true)).clamp_(min: 0.0);
        var covered = change.zeros_like();
        covered.narrow(2, top, side).narrow(3, left, side).fill_(1);
        covered.narrow(2, otherTop, side).narrow(3, otherLeft, side).fill_(1);
        var spent = change.mul(covered).square().sum(Plane, keepdim: true);
        var available = spent.add(unused.div(clean.size(1))).sqrt_();
        var here = change.narrow(2, top, side).narrow(3, left, side);
        var before = here.div(here.square().sum(Pixels, keepdim: true).sqrt_().clamp_(min: 1e-12));
        var bump = Signed(clean, side).add_(before);
        bump.div_(bump.square().sum(Plane, keepdim: true).sqrt_().clamp_(min: 1e-12)).mul_(available);
        change.narrow(2, otherTop, side).narrow(3, otherLeft, side).zero_();
        change.narrow(2, top, side).narrow(3, left, side).copy_(bump);
        return Stretched(clean, change).MoveToOuterDisposeScope();
    }

    /// <summary>A bump that lies or stands, with a sign for each image and channel: [N, C, side, side].</summary>
    private Tensor Signed(Tensor clean, int side)
    {
        using var scope = NewDisposeScope();
        var bump = side < 2 ? ones([side, side]) : tensor(Bump.Of(side), [side, side]);
        var turned = (draws.UpTo(1) == 1 ? bump.t() : bump).to(clean.dtype);
        return draws.Signs([clean.size(0), clean.size(1), 1, 1], clean.dtype).mul(turned).MoveToOuterDisposeScope();
    }

    /// <summary>The change at the radius' length, on the image, cut to the range of pixels.</summary>
    private Tensor Stretched(Tensor clean, Tensor change)
    {
        using var scope = NewDisposeScope();
        var length = EuclideanBall.Length(change).clamp_(min: 1e-12);
        return change.div(length).mul_(epsilon).add_(clean).clamp_(0.0, 1.0).MoveToOuterDisposeScope();
    }
}
