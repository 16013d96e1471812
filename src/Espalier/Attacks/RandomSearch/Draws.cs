namespace Espalier.Attacks.RandomSearch;

/// <summary>What random search draws, from one generator.</summary>
internal sealed class Draws(Generator generator)
{
    /// <summary>An integer from 0 to <paramref name="most"/>, both included.</summary>
    internal long UpTo(long most)
    {
        using var drawn = randint(most + 1, [1], generator: generator);
        return drawn.ToInt64();
    }

    /// <summary>1 or -1, of these sizes; belongs to the caller's scope.</summary>
    internal Tensor Signs(long[] sizes, ScalarType type)
    {
        using var scope = NewDisposeScope();
        return randint(2, sizes, generator: generator).to(type).mul_(2).sub_(1).MoveToOuterDisposeScope();
    }
}
