using Espalier.Spaces;

namespace Espalier.Strategies;

/// <summary>The steps from genotypes to others near them.</summary>
internal static class ChoiceMoves
{
    /// <summary>The space as one of choices.</summary>
    /// <exception cref="InvalidInputException">It has none.</exception>
    internal static IChoiceSpace Of(ISearchSpace space) => space as IChoiceSpace
        ?? throw new InvalidInputException($"space '{space.Name}'", "is no row of choices that could be varied one by one", "use random-search");

    /// <summary>One choice, drawn among those that leave a choice, takes another value.</summary>
    internal static Genotype Mutate(IChoiceSpace space, Genotype parent, Random random)
    {
        var open = Open(space);
        var values = space.Encode(parent);
        var choice = open[random.Next(open.Length)];
        values[choice] = (values[choice] + 1 + random.Next(space.Choices[choice] - 1)) % space.Choices[choice];
        return space.Decode(values);
    }

    /// <summary>Every choice is that of one parent or the other, by a fair coin.</summary>
    internal static Genotype Cross(IChoiceSpace space, Genotype one, Genotype other, Random random)
    {
        var (a, b) = (space.Encode(one), space.Encode(other));
        return space.Decode([.. a.Zip(b, (first, second) => random.Next(2) == 0 ? first : second)]);
    }

    /// <summary>Every choice changes with a chance, to another value.</summary>
    internal static Genotype Perturb(IChoiceSpace space, Genotype genotype, double chance, Random random)
    {
        var values = space.Encode(genotype);
        foreach (var choice in Open(space))
        {
            if (random.NextDouble() < chance)
            {
                values[choice] = (values[choice] + 1 + random.Next(space.Choices[choice] - 1)) % space.Choices[choice];
            }
        }

        return space.Decode(values);
    }

    /// <summary>All genotypes one choice away, choice by choice.</summary>
    internal static IEnumerable<Genotype> Neighbours(IChoiceSpace space, Genotype genotype)
    {
        var own = space.Encode(genotype);
        return from choice in Open(space)
               from value in Enumerable.Range(0, space.Choices[choice])
               where value != own[choice]
               select space.Decode([.. own.Select((kept, i) => i == choice ? value : kept)]);
    }

    private static int[] Open(IChoiceSpace space) => [.. Enumerable.Range(0, space.Choices.Count).Where(choice => space.Choices[choice] > 1)];
}
