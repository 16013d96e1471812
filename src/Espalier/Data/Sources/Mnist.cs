using Espalier.Catalog;
using Espalier.Data.Sources.Known;

namespace Espalier.Data.Sources;

/// <summary>MNIST: 60,000 training and 10,000 test images of handwritten digits, 28x28 grey.</summary>
[Method(
    "mnist",
    Paper = "Gradient-based learning applied to document recognition (LeCun, Bottou, Bengio, Haffner), doi 10.1109/5.726791",
    Year = 1998,
    Summary = "60,000 + 10,000 grey images of digits, 28x28, 10 classes; fetched where it is not there.")]
public sealed class Mnist : IDataSource
{
    // The mirror that torchvision fetches from; the authors' own page answers no longer.
    private static readonly Uri Mirror = new("https://ossci-datasets.s3.amazonaws.com/mnist/");

    private readonly KnownSet known;

    /// <summary>Fetches from its well-known home.</summary>
    public Mnist()
        : this(Mirror)
    {
    }

    /// <summary>Fetches from <paramref name="home"/>.</summary>
    internal Mnist(Uri home) => known = new KnownSet
    {
        Name = "mnist",
        Folders = ["mnist", "MNIST/raw"],
        Files = IdxFiles.Names,
        Published =
        [
            new("train-images-idx3-ubyte.gz", home, "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
            new("train-labels-idx1-ubyte.gz", home, "d53e105ee54ea40749a09fcbcd1e9432"),
            new("t10k-images-idx3-ubyte.gz", home, "9fb629c4189551a2d022fa330f9573f3"),
            new("t10k-labels-idx1-ubyte.gz", home, "ec29112dd5afa0611ce80d1b7f02629c"),
        ],
    };

    /// <inheritdoc/>
    public string Usage => known.Name;

    /// <inheritdoc/>
    public bool Accepts(string spec) => known.IsMeant(spec);

    /// <inheritdoc/>
    public Dataset Load(string spec, DataRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return IdxFiles.Read(known.Locate(request), known.Name, [.. Enumerable.Range(0, 10).Select(digit => $"{digit}")]);
    }
}
