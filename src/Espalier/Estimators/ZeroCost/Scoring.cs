using System.Collections.Concurrent;
using Espalier.Spaces;

namespace Espalier.Estimators.ZeroCost;

/// <summary>Scores many genotypes with several proxies on several threads, each network on one.</summary>
/// <param name="scorer">Scores one.</param>
/// <param name="proxies">The names of the proxies.</param>
/// <param name="clock">For the times told.</param>
/// <param name="layers">Whether what each layer adds is told, too.</param>
public sealed class Scoring(ZeroCostScorer scorer, IReadOnlyList<string> proxies, TimeProvider clock, bool layers = false)
{
    private readonly (string Name, IZeroCostProxy Proxy)[] proxies = [.. proxies.Select(name => (name, ZeroCostScorer.Find(name)))];

    /// <summary>Scores those that are not known yet.</summary>
    /// <param name="genotypes">All that are asked for.</param>
    /// <param name="threads">How many at once, at least 1. The scores do not depend on it.</param>
    /// <param name="file">Where each is written down as it becomes ready; null: nowhere.</param>
    /// <param name="observer">Told how many are ready after each, from any thread, one at a time.</param>
    /// <param name="cancellation">Looked at between networks; what is ready is in the file.</param>
    /// <returns>One for each genotype, in their order.</returns>
    /// <exception cref="InvalidInputException">The file knows other genotypes, or the file system refused.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public IReadOnlyList<ScoredGenotype> Run(
        IReadOnlyList<Genotype> genotypes,
        int threads = 1,
        ScoreFile? file = null,
        Action<int>? observer = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(genotypes);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var ready = new ConcurrentDictionary<int, ScoredGenotype>(
            (file?.Known ?? []).Select(known => KeyValuePair.Create(known.Number, known)));
        if (ready.Values.FirstOrDefault(known => known.Number >= genotypes.Count || known.Genotype != genotypes[known.Number].Text) is { } odd)
        {
            throw new InvalidInputException(
                "the score file", $"says that genotype {odd.Number} is {odd.Genotype}, which was not asked for", "give another --out, or delete it");
        }

        var telling = new Lock();
        var open = Enumerable.Range(0, genotypes.Count).Where(number => !ready.ContainsKey(number)).ToArray();
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        SharedWork.Run(() => Parallel.ForEach(Partitioner.Create(open, EnumerablePartitionerOptions.NoBuffering), options, number =>
        {
            var scored = Score(number, genotypes[number], cancellation);
            ready[number] = scored;
            file?.Add(scored);
            lock (telling)
            {
                observer?.Invoke(ready.Count);
            }
        }));
        return [.. Enumerable.Range(0, genotypes.Count).Select(number => ready[number])];
    }

    private ScoredGenotype Score(int number, Genotype genotype, CancellationToken cancellation)
    {
        // Each thread has a number of its own; more than one would share the cores between networks and operators.
        set_num_threads(1);
        var scores = new Dictionary<string, double?>(StringComparer.Ordinal);
        var added = new Dictionary<string, IReadOnlyList<double>>(StringComparer.Ordinal);
        var times = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, proxy) in proxies)
        {
            cancellation.ThrowIfCancellationRequested();
            var began = clock.GetTimestamp();
            var score = scorer.Score(proxy, genotype);
            times[name] = clock.GetElapsedTime(began).TotalMilliseconds;
            scores[name] = score.Value;
            if (score.Layers.Count > 0)
            {
                added[name] = score.Layers;
            }
        }

        return new ScoredGenotype(number, genotype.Text, scores, times) { Layers = layers ? added : null };
    }
}
