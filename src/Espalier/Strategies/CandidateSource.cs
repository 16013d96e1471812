using Espalier.Spaces;

namespace Espalier.Strategies;

/// <summary>Takes the first proposal that keeps the limits and, where asked, is new.</summary>
internal sealed class CandidateSource(SamplingContext context, Distinctness distinct)
{
    private const int MostDraws = 2000;
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    /// <summary>How many were judged that are told apart.</summary>
    internal int Count => seen.Count;

    /// <summary>Whether it may be asked for.</summary>
    internal bool IsNew(Genotype genotype) => distinct == Distinctness.None || !seen.Contains(KeyOf(genotype));

    /// <summary>Remembers what was judged.</summary>
    internal void Add(Genotype genotype) => seen.Add(KeyOf(genotype));

    /// <summary>Draws until a proposal will do.</summary>
    /// <exception cref="InvalidInputException">So many did not that drawing on is vain.</exception>
    internal Genotype First(Func<Genotype> propose)
    {
        return TryFirst(propose, out var closest) ?? throw Vain(closest);
    }

    /// <summary>Draws until a proposal will do; where none does, one drawn from the whole space.</summary>
    internal Genotype FirstOrDrawn(Func<Genotype> propose, Func<Genotype> draw) => TryFirst(propose, out _) ?? First(draw);

    private Genotype? TryFirst(Func<Genotype> propose, out double closest)
    {
        closest = double.PositiveInfinity;
        for (var draw = 0; draw < MostDraws; draw++)
        {
            var genotype = propose();
            if (!IsNew(genotype))
            {
                continue;
            }

            var excess = context.Excess(genotype);
            if (excess == 0)
            {
                return genotype;
            }

            closest = Math.Min(closest, excess);
        }

        return null;
    }

    private InvalidInputException Vain(double closest) => double.IsFinite(closest)
        ? new InvalidInputException(
            "limits",
            string.Join("; ", new[]
            {
                $"none of {MostDraws} random networks keeps them",
                $"the nearest is {closest:P0} outside",
                context.Evidence?.Invoke(),
            }.OfType<string>()),
            "loosen them, or change channels or cells")
        : new InvalidInputException(
            "trials", $"{MostDraws} draws gave nothing but the {seen.Count} networks tried before", "ask for fewer");

    private string KeyOf(Genotype genotype) => distinct == Distinctness.Function ? genotype.Function : genotype.Text;
}
