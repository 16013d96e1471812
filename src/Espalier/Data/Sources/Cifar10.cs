using Espalier.Catalog;
using Espalier.Data.Sources.Known;

namespace Espalier.Data.Sources;

/// <summary>CIFAR-10 by name: 50,000 training and 10,000 test images of things, 32x32 in colour.</summary>
[Method(
    "cifar-10",
    Paper = "Learning multiple layers of features from tiny images (Krizhevsky), technical report, University of Toronto",
    Year = 2009,
    Summary = "50,000 + 10,000 colour images, 32x32, 10 classes; fetched where it is not there.")]
public sealed class Cifar10 : IDataSource
{
    private static readonly Uri Home = new("https://www.cs.toronto.edu/~kriz/");

    private readonly KnownSet known;

    /// <summary>Fetches from its well-known home.</summary>
    public Cifar10()
        : this(new RemoteFile("cifar-10-binary.tar.gz", Home, "c32a1d4ab5d03f1284b67883e8d87530"))
    {
    }

    /// <summary>Fetches another archive.</summary>
    internal Cifar10(RemoteFile archive) => known = new KnownSet
    {
        Name = "cifar-10",
        Folders = ["cifar-10", "cifar-10-batches-bin"],
        Files = [.. Enumerable.Range(1, 5).Select(batch => $"data_batch_{batch}.bin"), "test_batch.bin", "batches.meta.txt"],
        Published = [archive],
    };

    /// <inheritdoc/>
    public string Usage => known.Name;

    /// <inheritdoc/>
    public bool Accepts(string spec) => known.IsMeant(spec);

    /// <inheritdoc/>
    public Dataset Load(string spec, DataRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new CifarBinary().Load(known.Locate(request), request);
    }
}
