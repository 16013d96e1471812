namespace Espalier.Attacks.RandomSearch;

/// <summary>Squares for l-infinity: every pixel is always at the border of the ball; a square gets one sign for each channel.</summary>
/// <remarks>
/// Algorithm 2 of arXiv 1912.00049, from vertical stripes. The square lies at one place for all images of a batch, with signs for each.
/// </remarks>
internal sealed class MaximumSquares(Draws draws, double epsilon) : ISquareProposal
{
    private const int LeastSide = 1;

    public Tensor Begin(Tensor clean)
    {
        using var scope = NewDisposeScope();
        var stripes = draws.Signs([clean.size(0), clean.size(1), 1, clean.size(3)], clean.dtype);
        return clean.add(stripes, epsilon).clamp_(0.0, 1.0).MoveToOuterDisposeScope();
    }

    public Tensor Next(Tensor clean, Tensor best, double share)
    {
        using var scope = NewDisposeScope();
        var (height, width) = (clean.size(2), clean.size(3));
        var side = SquareSchedule.Side(share, height, width, LeastSide);
        var (top, left) = (draws.UpTo(height - side), draws.UpTo(width - side));
        var signs = draws.Signs([clean.size(0), clean.size(1), 1, 1], clean.dtype);
        var next = best.clone();
        var original = clean.narrow(2, top, side).narrow(3, left, side);
        next.narrow(2, top, side).narrow(3, left, side).copy_(original.add(signs, epsilon).clamp_(0.0, 1.0));
        return next.MoveToOuterDisposeScope();
    }
}
