using Espalier.Catalog;
using Espalier.Data.Sources.Known;

namespace Espalier.Data.Sources;

/// <summary>CIFAR-100: 50,000 training and 10,000 test images, 32x32 in colour, of 100 classes or of the 20 those are grouped in.</summary>
/// <remarks>By name, or a folder with <c>train.bin</c>, <c>test.bin</c> and <c>fine_label_names.txt</c>, which is read by its 100 classes.</remarks>
[Method(
    "cifar-100",
    Paper = "Learning multiple layers of features from tiny images (Krizhevsky), technical report, University of Toronto",
    Year = 2009,
    Summary = "50,000 + 10,000 colour images, 32x32, 100 fine or 20 coarse classes; fetched where it is not there.")]
public sealed class Cifar100 : IDataSource
{
    /// <summary>The file that tells such a folder from one of CIFAR-10.</summary>
    internal const string FineNames = "fine_label_names.txt";

    private const string CoarseNames = "coarse_label_names.txt";
    private const string CoarseName = "cifar-100-coarse";
    private const int Fine = 100;
    private const int Coarse = 20;

    private static readonly Uri Home = new("https://www.cs.toronto.edu/~kriz/");

    private readonly KnownSet known = new()
    {
        Name = "cifar-100",
        Folders = ["cifar-100", "cifar-100-binary"],
        Files = ["train.bin", "test.bin", FineNames, CoarseNames],
        Published = [new("cifar-100-binary.tar.gz", Home, "03b5dce01913d631647c71ecec9e9cb8")],
    };

    /// <inheritdoc/>
    public string Usage => $"{known.Name} or {CoarseName}";

    /// <inheritdoc/>
    public bool Accepts(string spec) => known.IsMeant(spec) || IsCoarse(spec)
        || (Directory.Exists(spec) && File.Exists(Path.Combine(spec, FineNames)));

    /// <inheritdoc/>
    public Dataset Load(string spec, DataRequest request)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(spec);
        ArgumentNullException.ThrowIfNull(request);
        var folder = Directory.Exists(spec) ? spec : known.Locate(request);
        var coarse = IsCoarse(spec);
        var classes = coarse ? Coarse : Fine;
        var names = CifarFile.ClassNames(Path.Combine(folder, coarse ? CoarseNames : FineNames), classes);
        var name = coarse ? CoarseName : known.Name;
        return new Dataset(name, Read("train"), Read("test"));

        ImageSet Read(string part)
        {
            var (pixels, labels) = CifarFile.Read([Path.Combine(folder, part + ".bin")], classes, labelBytes: 2, label: coarse ? 0 : 1);
            return new ImageSet($"{name}/{part}", CifarFile.Shape, names, pixels, labels);
        }
    }

    private static bool IsCoarse(string spec) => string.Equals(spec, CoarseName, StringComparison.OrdinalIgnoreCase) && !Path.Exists(spec);
}
