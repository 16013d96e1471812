using Espalier.Catalog;
using Espalier.Data.Sources.Known;
using Espalier.Data.Sources.Matlab;

namespace Espalier.Data.Sources;

/// <summary>Street View House Numbers, cropped digits: 73,257 training and 26,032 test images, 32x32 in colour.</summary>
/// <remarks>The files count the digit 0 as class 10; here it is class 0. The <c>extra</c> part is not read.</remarks>
[Method(
    "svhn",
    Paper = "Reading digits in natural images with unsupervised feature learning (Netzer et al.), NIPS workshop on deep learning",
    Year = 2011,
    Summary = "73,257 + 26,032 colour images of house numbers, 32x32, 10 classes; fetched where it is not there.")]
public sealed class Svhn : IDataSource
{
    private const int Classes = 10;

    private static readonly Uri Home = new("http://ufldl.stanford.edu/housenumbers/");

    private readonly KnownSet known = new()
    {
        Name = "svhn",
        Folders = ["svhn"],
        Files = ["train_32x32.mat", "test_32x32.mat"],
        Published =
        [
            new("train_32x32.mat", Home, "e26dedcc434d2e4c54c9b2d4a06d8373"),
            new("test_32x32.mat", Home, "eb5a983be6a315427106f1b164d9cef3"),
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
        var folder = known.Locate(request);
        var (train, test) = (Read(Path.Combine(folder, "train_32x32.mat"), "svhn/train"), Read(Path.Combine(folder, "test_32x32.mat"), "svhn/test"));
        return train.Shape == test.Shape
            ? new Dataset(known.Name, train, test)
            : throw new InvalidInputException(folder, $"training images are {train.Shape}, test images {test.Shape}", "fetch both files again");
    }

    /// <summary>Reads the arrays X, <c>[H, W, 3, N]</c>, and y, <c>[N, 1]</c>, both column by column.</summary>
    internal static ImageSet Read(string path, string name)
    {
        var arrays = MatFile.Read(path, ["X", "y"]);
        if (!arrays.TryGetValue("X", out var images) || !arrays.TryGetValue("y", out var digits)
            || images.Sizes is not [var height, var width, 3, var count] || digits.Sizes.Aggregate(1L, (all, size) => all * size) != count
            || height < 1 || width < 1 || count < 1)
        {
            throw new InvalidInputException(path, "does not hold images X, [H, W, 3, N], and labels y, [N, 1]", "fetch the file again");
        }

        var stray = Array.FindIndex(digits.Values, digit => digit is < 1 or > Classes);
        return stray < 0
            ? new ImageSet(
                name,
                new ImageShape(3, height, width),
                [.. Enumerable.Range(0, Classes).Select(digit => $"{digit}")],
                RowMajor(images.Values, height, width),
                Array.ConvertAll(digits.Values, digit => (byte)(digit % Classes)))
            : throw new InvalidInputException(
                path, $"label {digits.Values[stray]} of image {stray} is outside 1-{Classes}", "fetch the file again");
    }

    private static byte[] RowMajor(byte[] columns, int height, int width)
    {
        var rows = new byte[columns.Length];
        var plane = height * width;
        for (var start = 0; start < columns.Length; start += plane)
        {
            for (var place = 0; place < plane; place++)
            {
                rows[start + (place % height * width) + (place / height)] = columns[start + place];
            }
        }

        return rows;
    }
}
