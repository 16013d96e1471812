using System.Numerics;
using Espalier.Spaces;

namespace Espalier.Strategies.Surrogate;

/// <summary>
/// The genotypes that a surrogate is asked about: all of the space where they are few enough, else at most as many, drawn anew each time.
/// </summary>
/// <param name="space">The space.</param>
/// <param name="most">How many at most.</param>
internal sealed class CandidatePool(IChoiceSpace space, int most)
{
    private readonly OneHot encoding = new(space);
    private (Genotype Genotype, double[] Row)[]? whole;

    /// <summary>Genotypes with their one-hot rows.</summary>
    /// <param name="random">Draws where not all are looked at.</param>
    internal (Genotype Genotype, double[] Row)[] Draw(Random random)
    {
        if (space.Choices.Aggregate(BigInteger.One, (product, values) => product * values) <= most)
        {
            return whole ??= Encoded(All(space));
        }

        var drawn = new Dictionary<string, Genotype>(StringComparer.Ordinal);
        for (var i = 0; i < most; i++)
        {
            var genotype = space.Sample(random);
            drawn.TryAdd(genotype.Text, genotype);
        }

        return Encoded(drawn.Values);
    }

    private (Genotype Genotype, double[] Row)[] Encoded(IEnumerable<Genotype> genotypes) =>
        [.. genotypes.Select(genotype => (genotype, encoding.Of(genotype)))];

    private static IEnumerable<Genotype> All(IChoiceSpace space)
    {
        var values = new int[space.Choices.Count];
        int choice;
        do
        {
            yield return space.Decode([.. values]);
            for (choice = values.Length - 1; choice >= 0 && ++values[choice] == space.Choices[choice]; choice--)
            {
                values[choice] = 0;
            }
        }
        while (choice >= 0);
    }
}
