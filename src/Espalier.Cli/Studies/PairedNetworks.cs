using Espalier.Evaluation;

namespace Espalier.Cli.Studies;

/// <summary>What is kept of networks image by image, and the tests that this allows.</summary>
internal sealed class PairedNetworks
{
    private readonly IReadOnlyList<string> names;
    private readonly IReadOnlyList<IReadOnlyList<ImageOutcomes>> outcomes;

    /// <summary>Reads what lies beside the networks.</summary>
    /// <param name="networks">What to call each, and its weights' file, which need not be there.</param>
    /// <exception cref="InvalidInputException">A file is damaged.</exception>
    internal PairedNetworks(IReadOnlyList<(string Name, string Model)> networks)
    {
        names = [.. networks.Select(network => network.Name)];
        outcomes = [.. networks.Select(network => File.Exists(network.Model) ? OutcomesFile.All(network.Model) : [])];
    }

    /// <summary>Everything that can be tested of each two.</summary>
    internal IReadOnlyList<PairedRow> Rows() => [.. PairedTest.Between(outcomes).Select(test => PairedRow.Of(test, names))];

    /// <summary>Why two of them cannot be tested on the same images: where, and what; null: all can.</summary>
    internal (string Where, string What)? Fault()
    {
        foreach (var (place, kept) in outcomes.Index())
        {
            if (kept.Count == 0)
            {
                return (names[place], "nothing is kept of it image by image");
            }
        }

        for (var first = 0; first < names.Count; first++)
        {
            for (var second = first + 1; second < names.Count; second++)
            {
                if (!Images(first).Intersect(Images(second)).Any())
                {
                    return ($"{names[first]} and {names[second]}", $"were not shown the same images ({Shown(first)}; {Shown(second)})");
                }
            }
        }

        return null;
    }

    /// <summary>What each was attacked by and another was not, on the same images.</summary>
    internal IEnumerable<string> Unmatched() =>
        from place in Enumerable.Range(0, names.Count)
        from threat in Threats(place).Where(threat => Enumerable.Range(0, names.Count).Any(other => !Threats(other).Contains(threat)))
        select $"{names[place]} was evaluated under {threat.Threat.Name} (epsilon {threat.Threat.Epsilon:0.#####}) on images that not all others were attacked on";

    private IEnumerable<string> Images(int network) => outcomes[network].Select(kept => kept.Images);

    private HashSet<(string Images, FacedThreat Threat)> Threats(int network) =>
    [
        .. from kept in outcomes[network]
           from outcome in kept.Outcomes
           where outcome.Threat is not null
           select (kept.Images, outcome.Threat),
    ];

    private string Shown(int network) =>
        string.Join(", ", outcomes[network].DistinctBy(kept => kept.Images).Select(kept => $"{kept.Outcomes[0].Right.Length} of {kept.Data}"));
}
