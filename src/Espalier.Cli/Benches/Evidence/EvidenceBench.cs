using System.Collections.Concurrent;

namespace Espalier.Cli.Benches.Evidence;

/// <summary>
/// E2RNAS beside its ablations, DARTS, random search and an architecture made by hand: each searched by several seeds at one budget, brought to one number of
/// parameters, trained clean and adversarially, attacked alike.
/// </summary>
/// <param name="root">Where its runs go.</param>
/// <param name="settings">Sizes.</param>
/// <param name="methods">The methods.</param>
internal sealed class EvidenceBench(string root, EvidenceSettings settings, IReadOnlyList<EvidenceMethod> methods)
{
    /// <summary>The name of the bench, and of its files.</summary>
    internal const string Name = "e2rnas";

    /// <summary>Does what is left of it, so many units at once as the settings say.</summary>
    /// <param name="tell">Told of each unit that begins.</param>
    /// <param name="cancellation">Asks the steps under way to save their state and end.</param>
    internal (IReadOnlyList<EvidenceRow> Rows, IReadOnlyList<EvidenceSearch> Searches) Run(Action<string> tell, CancellationToken cancellation)
    {
        // Seed by seed, so that what there is after half of the time is a whole.
        EvidenceUnit[] units =
            [.. from seed in settings.Seeds from data in settings.Data from method in methods select new EvidenceUnit(data, method, seed)];
        var found = new EvidenceFound[units.Length];

        // What one of them fails of ends the others too: nobody is to wait hours for the message.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var options = new ParallelOptions { MaxDegreeOfParallelism = settings.Jobs, CancellationToken = end.Token };
        var inOrder = Partitioner.Create(Enumerable.Range(0, units.Length), EnumerablePartitionerOptions.NoBuffering);
        SharedWork.Run(() => Parallel.ForEach(inOrder, options, i =>
        {
            try
            {
                found[i] = Of(units[i], () => tell($"{i + 1} of {units.Length}: {units[i]}"), end.Token);
            }
            catch
            {
                end.Cancel();
                throw;
            }
        }));
        return ([.. found.SelectMany(networks => networks.Rows)], [.. found.Select(networks => networks.Search).OfType<EvidenceSearch>()]);
    }

    private EvidenceFound Of(EvidenceUnit unit, Action begin, CancellationToken cancellation)
    {
        var file = new EvidenceFile(root, unit, new EvidenceCommands(unit, settings).Settled);
        var kept = file.Find();
        if (kept is { IsWhole: true })
        {
            return kept;
        }

        begin();
        var networks = new EvidenceNetworks(root, unit, settings, new(settings.Jobs > 1 ? unit.ToString() : null, cancellation));
        if (kept is null)
        {
            file.Save(kept = networks.OneSize());
        }

        var whole = kept with { Rows = [.. kept.Rows, networks.AsSearched(kept.Rows[0])] };
        file.Save(whole);
        return whole;
    }
}
