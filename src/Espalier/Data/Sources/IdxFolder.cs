using Espalier.Catalog;

namespace Espalier.Data.Sources;

/// <summary>A folder with the four IDX files of a dataset: MNIST, KMNIST, EMNIST and others of that layout.</summary>
[Method(
    "idx",
    Paper = "Gradient-based learning applied to document recognition (LeCun, Bottou, Bengio, Haffner), doi 10.1109/5.726791",
    Year = 1998,
    Summary = "A folder of IDX files as MNIST's, gzipped or not.")]
public sealed class IdxFolder : IDataSource
{
    /// <inheritdoc/>
    public string Usage => "FOLDER with train-images-idx3-ubyte[.gz], train-labels-idx1-ubyte[.gz] and the same for t10k";

    /// <inheritdoc/>
    public bool Accepts(string spec) => Directory.Exists(spec) && IdxFiles.AnyIn(spec);

    /// <inheritdoc/>
    public Dataset Load(string spec, DataRequest request)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(spec);
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(spec));
        return IdxFiles.Read(spec, Path.GetFileName(folder) is { Length: > 0 } name ? name : "idx", classNames: null);
    }
}
