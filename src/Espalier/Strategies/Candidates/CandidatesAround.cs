using Espalier.Costs;
using Espalier.Objectives;
using Espalier.Spaces;

namespace Espalier.Strategies.Candidates;

/// <summary>
/// Distinct networks within the limits around the one that a search came to: that one first, then a ladder of bounds, then runners-up.
/// Nothing is drawn: the same relaxation gives the same candidates.
/// </summary>
/// <param name="space">The space.</param>
/// <param name="limits">The run's limits.</param>
/// <param name="cost">What a network costs; its MACs where they are limited.</param>
/// <param name="excess">
/// By how much a network is outside the limits; 0 inside. Where latency is limited, a new one takes a measurement.
/// </param>
public sealed class CandidatesAround(
    IRelaxedSpace space, NetworkLimits limits, Func<Genotype, NetworkCost> cost, Func<Genotype, double> excess)
{
    private readonly Dictionary<Genotype, NetworkCost> known = [];

    /// <summary>The candidates; fewer than asked for where there are no more within the limits.</summary>
    /// <param name="derived">What the search came to; it is taken as it is.</param>
    /// <param name="mixture">What it was derived from: [edges, operations] per cell kind.</param>
    /// <param name="count">How many at most, with the derived one; at least 1. Half of the others are rungs of the ladder.</param>
    public IReadOnlyList<Candidate> Of(Genotype derived, IReadOnlyList<double[,]> mixture, int count)
    {
        ArgumentNullException.ThrowIfNull(derived);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var found = new List<Candidate> { new(derived, CandidateOrigin.Search) };
        var seen = new HashSet<Genotype> { derived };
        if (count > 1)
        {
            Add(new BoundLadder(space, limits, Cost).Of(derived, mixture, (count - 1) / 2), CandidateOrigin.Bound);
            Add(new RunnersUp(space).Of(derived, mixture), CandidateOrigin.RunnerUp);
        }

        return found;

        void Add(IEnumerable<Genotype> genotypes, CandidateOrigin origin) =>
            found.AddRange(genotypes
                .Where(genotype => seen.Add(genotype) && excess(genotype) == 0)
                .Select(genotype => new Candidate(genotype, origin))
                .Take(count - found.Count));
    }

    /// <summary>Every rung prices the same exchanges.</summary>
    private NetworkCost Cost(Genotype genotype) => known.TryGetValue(genotype, out var price) ? price : known[genotype] = cost(genotype);
}
