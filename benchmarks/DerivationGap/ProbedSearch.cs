using System.Globalization;
using Espalier;
using Espalier.Catalog;
using Espalier.Data;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Supernets;
using static Espalier.Torch.torch;

namespace DerivationGap;

/// <summary>A gradient search whose supernet outlives it.</summary>
internal sealed class ProbedSearch : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("espalier-derivation-gap-").FullName;
    private readonly GradientStrategy strategy;
    private readonly GradientSearch search;
    private readonly string name;

    internal ProbedSearch(IRelaxedSpace space, CatalogEntry method, NetworkSettings network, DataSplit data, int epochs, ulong seed, int batch)
    {
        // The published rate of 3e-4 moves little in some hundreds of steps; the results page has the same.
        Dictionary<string, string> options = new() { ["order"] = "first", ["architecture-rate"] = "0.01" };
        name = string.Create(CultureInfo.InvariantCulture, $"{method.Card.Name}, seed {seed}");
        using var generator = new Generator(SeededRandom.Derive(seed, "supernet"));
        Supernet = SupernetCatalog.Build(
            space, network with { Statistics = data.Statistics }, generator, (method.Bind(options) as ISupernetOptions)?.Form ?? SupernetForm.Plain);
        var validation = Loader(data.Validation, "validation");
        strategy = (GradientStrategy)method.Create(
            new GradientContext
            {
                Supernet = Supernet,
                Validation = () => validation.Epoch(0, 0, CancellationToken.None),
                EdgeNodes = [.. space.Edges.Select(edge => edge.Node)],
                Epochs = epochs,
                Seed = seed,
            },
            options);
        search = new GradientSearch(
            strategy,
            Loader(data.Train, "train"),
            validation,
            epochs,
            Path.Combine(folder, "search"),
            Path.Combine(folder, "log.jsonl"),
            TimeProvider.System);

        BatchLoader Loader(ImageSet set, string purpose) => new(
            set,
            batch,
            new Augmentation { CropPadding = 2 },
            data.Statistics,
            SeededRandom.Derive(seed, purpose),
            shuffle: true,
            dropLast: true);
    }

    /// <summary>What it searches with.</summary>
    internal Supernet Supernet { get; }

    /// <summary>What it found; null before.</summary>
    internal Genotype? Genotype { get; private set; }

    /// <summary>Searches to the end, telling each epoch.</summary>
    internal void Run() => Genotype = search.Run(
        progress =>
        {
            if (progress.EndsEpoch)
            {
                Console.Error.WriteLine($"{name}: step {progress.Done} of {progress.Total}, {progress.Text}");
            }
        },
        warn: null,
        CancellationToken.None).Genotype;

    public void Dispose()
    {
        strategy.Dispose();
        Supernet.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
