namespace Espalier.Data;

/// <summary>Seeded orders.</summary>
internal static class Permutation
{
    /// <summary>The numbers 0 to <paramref name="count"/> - 1 in an order that depends on the seed alone.</summary>
    /// <remarks>
    /// Fisher and Yates, in Durstenfeld's form (Communications of the ACM 7(7), 1964, algorithm 235). Written out rather than left to
    /// <see cref="Random.Shuffle{T}(Span{T})"/>, whose draws another version of .NET may order differently.
    /// </remarks>
    public static int[] Of(int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            var j = random.Next(i + 1);
            order[i] = order[j];
            order[j] = i;
        }

        return order;
    }
}
