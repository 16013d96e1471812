namespace Espalier.Spaces.Darts;

/// <summary>Drops a path for some samples of a batch and scales it for the others (Larsson et al. 2017), so that its mean stays.</summary>
/// <param name="Probability">The chance of a drop; 0 leaves every path whole.</param>
/// <param name="Generator">Where drops are drawn from.</param>
internal readonly record struct DropPath(double Probability, Generator? Generator)
{
    internal Tensor Apply(Tensor path)
    {
        if (Probability == 0)
        {
            return path;
        }

        var keep = 1 - Probability;
        var mask = empty([path.size(0), 1, 1, 1], path.dtype, path.device).bernoulli_(keep, Generator);
        return path * mask.div_(keep);
    }
}
