using Espalier.Spaces;

namespace Espalier.Conformance.Searches;

/// <summary>Whether a genotype is of a space.</summary>
internal static class Legality
{
    public static IEnumerable<string> Faults(ISearchSpace space, Genotype genotype)
    {
        try
        {
            if (genotype.Space != space.Name || !space.Parse(genotype.Text, "conformance").Equals(genotype))
            {
                return [$"{genotype} does not read back as itself in {space.Name}"];
            }

            space.Build(genotype, TinyProblem.Settings).Dispose();
            return [];
        }
        catch (Exception fault) when (fault is InvalidInputException or ArgumentException)
        {
            return [$"{genotype} is not of {space.Name}: {fault.Message}"];
        }
    }
}
