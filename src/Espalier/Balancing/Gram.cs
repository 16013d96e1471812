namespace Espalier.Balancing;

/// <summary>Checks of the Gram matrix that every balancer is given.</summary>
internal static class Gram
{
    /// <summary>The number of objectives of a well-formed Gram matrix.</summary>
    /// <exception cref="ArgumentException">It is empty, not square, not finite, or has a negative diagonal entry.</exception>
    internal static int Check(double[,] gram)
    {
        ArgumentNullException.ThrowIfNull(gram);
        var count = gram.GetLength(0);
        if (count == 0 || gram.GetLength(1) != count)
        {
            throw new ArgumentException($"the Gram matrix is {count} x {gram.GetLength(1)}, not square and filled", nameof(gram));
        }

        foreach (var entry in gram)
        {
            if (!double.IsFinite(entry))
            {
                throw new ArgumentException($"the Gram matrix holds {entry}: a gradient is not finite", nameof(gram));
            }
        }

        for (var index = 0; index < count; index++)
        {
            if (gram[index, index] < 0)
            {
                throw new ArgumentException($"the squared norm of gradient {index} is {gram[index, index]}", nameof(gram));
            }
        }

        return count;
    }

    /// <summary>The same for a Gram matrix and the losses that go with it.</summary>
    internal static int Check(double[,] gram, double[] losses)
    {
        var count = Check(gram);
        ArgumentNullException.ThrowIfNull(losses);
        if (losses.Length != count)
        {
            throw new ArgumentException($"{losses.Length} losses for {count} gradients", nameof(losses));
        }

        for (var index = 0; index < count; index++)
        {
            if (!double.IsFinite(losses[index]))
            {
                throw new ArgumentException($"loss {index} is {losses[index]}", nameof(losses));
            }
        }

        return count;
    }
}
