using Espalier.Catalog;
using Espalier.Data;
using Espalier.Kernels;
using Espalier.Spaces;

namespace Espalier.Estimators.ZeroCost;

/// <summary>Scores genotypes of a space with proxies: each score on a fresh network of its own, all on the same batches.</summary>
/// <remarks>A seed, a proxy and a genotype decide a score; neither the order nor the company of other scores does.</remarks>
public sealed class ZeroCostScorer : IDisposable
{
    private readonly ISearchSpace space;
    private readonly NetworkSettings settings;
    private readonly ulong seed;
    private readonly Batch[] batches;

    /// <summary>Draws the batches.</summary>
    /// <param name="space">The space of the genotypes.</param>
    /// <param name="settings">Width, depth, classes and images of the networks.</param>
    /// <param name="images">Where the batches are drawn from, without augmentation.</param>
    /// <param name="batchSize">Images of a batch, at least 1.</param>
    /// <param name="seed">What batches, weights and noise derive from.</param>
    /// <exception cref="InvalidInputException">There are too few images.</exception>
    public ZeroCostScorer(ISearchSpace space, NetworkSettings settings, ImageSet images, int batchSize, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(images);
        (this.space, this.seed) = (space, seed);
        this.settings = settings with { Kernels = KernelPath.Torch };
        var most = MostBatches;
        if (images.Count < most * batchSize)
        {
            throw new InvalidInputException(
                "--batch", $"{most} batches of {batchSize} images are needed, and there are {images.Count} images", "give a smaller one");
        }

        var loader = new BatchLoader(
            images,
            batchSize,
            Augmentation.None,
            ChannelStatistics.Neutral(images.Shape.Channels),
            SeededRandom.Derive(seed, "batches"),
            shuffle: true,
            dropLast: true);
        batches = [.. loader.Epoch(0).Take(most)];
    }

    /// <summary>How many batches a scorer draws: what the proxy asks for that asks for most.</summary>
    public static int MostBatches => MethodCatalog.Of<IZeroCostProxy>().Entries.Max(entry => Make(entry).Batches);

    /// <summary>The proxy of a name.</summary>
    /// <exception cref="InvalidInputException">There is none.</exception>
    public static IZeroCostProxy Find(string name) => Make(MethodCatalog.Of<IZeroCostProxy>().Find("proxy", name));

    /// <summary>Scores a genotype.</summary>
    /// <param name="proxy">The proxy.</param>
    /// <param name="genotype">Of the space.</param>
    public ProxyScore Score(IZeroCostProxy proxy, Genotype genotype)
    {
        ArgumentNullException.ThrowIfNull(proxy);
        var subject = proxy.Subject(settings);
        using var generator = new Generator(SeededRandom.Derive(seed, proxy.GetType().Name));
        using var network = space.Build(genotype, subject);
        Initialization.Draw(network, generator);
        return proxy.Score(
            network,
            new ProxyInput { Batches = batches[..proxy.Batches], Generator = generator, Statistics = settings.Statistics });
    }

    /// <summary>
    /// Scores a genotype with several proxies, each once: the facts hold scores and, of those that are sums over layers, what each layer adds.
    /// </summary>
    /// <param name="proxies">The names of the proxies.</param>
    /// <param name="genotype">Of the space.</param>
    /// <exception cref="InvalidInputException">There is no proxy of a name.</exception>
    public NetworkFacts Facts(IReadOnlyList<string> proxies, Genotype genotype)
    {
        ArgumentNullException.ThrowIfNull(proxies);
        var scores = proxies.Select(name => (Name: name, Score: Score(Find(name), genotype))).ToArray();
        return new(genotype)
        {
            Proxies = scores.Where(one => one.Score.Value is not null).ToDictionary(one => one.Name, one => one.Score.Value!.Value),
            LayerProxies = scores.Where(one => one.Score.Layers.Count > 0).ToDictionary(one => one.Name, one => one.Score.Layers),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(batches, batch => batch.Dispose());

    private static IZeroCostProxy Make(CatalogEntry entry) => (IZeroCostProxy)Activator.CreateInstance(entry.Type)!;
}
