using Espalier.Catalog;

namespace Espalier.Data.Sources;

/// <summary>Fashion-MNIST: 60,000 training and 10,000 test images of clothes, 28x28 grey, 10 classes.</summary>
/// <remarks>Read from Debian's package <c>dataset-fashion-mnist</c>, or from the folder that <c>ESPALIER_FASHION_MNIST</c> names.</remarks>
[Method(
    "fashion-mnist",
    Paper = "Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms (Xiao, Rasul, Vollgraf), arXiv 1708.07747",
    Year = 2017,
    Summary = "60,000 + 10,000 grey images of clothes, 28x28, 10 classes, from Debian's package dataset-fashion-mnist.")]
public sealed class FashionMnist : IDataSource
{
    private const string Name = "fashion-mnist";
    private const string FolderVariable = "ESPALIER_FASHION_MNIST";
    private const string DebianFolder = "/usr/share/datasets/fashion-mnist";

    private static readonly string[] Clothes =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    private readonly string _folder;

    /// <summary>Reads from the folder of the environment variable, else from Debian's.</summary>
    public FashionMnist()
        : this(Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder ? folder : DebianFolder)
    {
    }

    /// <summary>Reads from <paramref name="folder"/>.</summary>
    internal FashionMnist(string folder) => _folder = folder;

    /// <inheritdoc/>
    public string Usage => Name;

    /// <inheritdoc/>
    public bool Accepts(string spec) => string.Equals(spec, Name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public Dataset Load(string spec, DataRequest request) => Directory.Exists(_folder)
        ? IdxFiles.Read(_folder, Name, Clothes)
        : throw new InvalidInputException(
            _folder, "Fashion-MNIST is not there", $"run `apt-get install dataset-fashion-mnist` or set {FolderVariable} to its folder");
}
