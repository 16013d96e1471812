using Espalier.Catalog;
using Espalier.Data;
using Espalier.Spaces;

namespace Espalier.Estimators.ZeroCost;

/// <summary>Metrics measured by the toolkit's own proxies on untrained networks and training images of a run.</summary>
/// <param name="space">The space of the networks.</param>
/// <param name="settings">Width, depth, classes and images of the networks.</param>
/// <param name="images">Where batches are drawn from.</param>
/// <param name="seed">What batches, weights and noise derive from.</param>
public sealed class ProxyMetrics(ISearchSpace space, NetworkSettings settings, ImageSet images, ulong seed) : INetworkMetrics
{
    private const int MostImages = 64;

    /// <summary>Where scores are written down as they become ready, so that an interrupted run does not measure twice; null: nowhere.</summary>
    public string? File { get; init; }

    /// <summary>How many networks are scored at once, at least 1; no score depends on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Told how many of how many networks are ready.</summary>
    public Action<int, int>? Observer { get; init; }

    /// <summary>Looked at between networks.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Every proxy of the catalogue.</summary>
    public IReadOnlyList<string> Names { get; } = [.. MethodCatalog.Of<IZeroCostProxy>().Entries.Select(entry => entry.Card.Name)];

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<double?>> Of(IReadOnlyList<string> names, IReadOnlyList<Genotype> networks)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(networks);
        var batches = ZeroCostScorer.MostBatches;
        var size = Math.Min(MostImages, images.Count / batches);
        if (size < 2)
        {
            throw new InvalidInputException(
                "training images", $"{images.Count} are too few to score untrained networks by", $"give at least {2 * batches}");
        }

        // Scoring sets it for every thread that it uses, perhaps this one.
        var threads = get_num_threads();
        try
        {
            using var scorer = new ZeroCostScorer(space, settings, images, size, seed);
            using var file = File is null ? null : ScoreFile.Open(File, Terms(names, networks, size));
            var scored = new Scoring(scorer, names, TimeProvider.System)
                .Run(networks, Threads, file, ready => Observer?.Invoke(ready, networks.Count), Cancellation);
            return [.. scored.Select(one => (IReadOnlyList<double?>)[.. names.Select(name => one.Scores[name])])];
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    private ScoringTerms Terms(IReadOnlyList<string> names, IReadOnlyList<Genotype> networks, int batch) => new()
    {
        Space = space.Name,
        Proxies = names,
        Data = $"{images.Count} images of {images.Classes} classes",
        Network = ScoringTerms.NetworkText(settings),
        Batch = batch,
        Seed = seed,
        Genotypes = $"{networks.Count} of a pool",
    };
}
