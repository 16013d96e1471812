using System.Globalization;
using Espalier.Catalog;
using Espalier.Data.Sources.Tables;

namespace Espalier.Data.Sources;

/// <summary>A table of numbers with a column of classes, each row laid out as a small image.</summary>
/// <remarks>
/// The search spaces are convolutional, so a row has to be an image: the size is given, and the columns fill it plane by plane, row by
/// row. Whole numbers from 0 to 255 in every column are pixels and stay as they are. Anything else is features: each is standardised by the
/// mean and the deviation of the training rows and kept in a byte, 128 + 32 z, which cuts off at four deviations and rounds to a 32nd of one.
/// </remarks>
[Method(
    "csv",
    Paper = "RFC 4180, common format and MIME type for comma-separated values (CSV) files",
    Year = 2005,
    Summary = "A table with names in its first line: --label NAME is the class, the numbers are laid out as images of --image-size.")]
public sealed class CsvTable : IDataSource
{
    private const int Middle = 128;
    private const int LevelsPerDeviation = 32;

    /// <inheritdoc/>
    public string Usage => "TABLE.csv with --label NAME and --image-size HxW, which the other columns fill";

    /// <inheritdoc/>
    public bool Accepts(string spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && !spec.Contains(',', StringComparison.Ordinal)
            && !Directory.Exists(spec);
    }

    /// <inheritdoc/>
    public Dataset Load(string spec, DataRequest request)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(spec);
        ArgumentNullException.ThrowIfNull(request);
        var table = File.Exists(spec)
            ? CsvFile.Read(spec, request.Options.Label, request)
            : throw new InvalidInputException(spec, "there is no such file", "check the path");
        var shape = Shape(spec, table.Features.Count, request);
        var classes = Classes(spec, table.Labels);
        var index = classes.Index().ToDictionary(pair => pair.Item, pair => (byte)pair.Index, StringComparer.Ordinal);
        byte[] labels = [.. table.Labels.Select(label => index[label])];
        var (train, test) = StratifiedSplit.Of(labels, request.Options.TestFraction, request.Options.SplitSeed);
        if (test.Length == 0)
        {
            throw new InvalidInputException(spec, "every class has one row only: none is left to test with", "add rows");
        }

        var arePixels = Array.TrueForAll(table.Values, value => value is >= 0 and <= 255 && value == MathF.Floor(value));
        var pixels = arePixels ? Array.ConvertAll(table.Values, value => (byte)value) : Standardised(table, train);
        var images = new ImageSet(Path.GetFileNameWithoutExtension(spec) is { Length: > 0 } name ? name : "table", shape, classes, pixels, labels);
        return new Dataset(images.Name, images.Select(train), images.Select(test))
        {
            Findings = new DataFindings
            {
                Notes =
                [
                    arePixels
                        ? $"all {table.Features.Count} columns hold whole numbers from 0 to 255 and are taken for pixels"
                        : $"{table.Features.Count} features are standardised by the {train.Length} training rows, four deviations reach from 0 to 1",
                    $"{test.Length} rows are held out for the test (--test-fraction, --split-seed)",
                ],
            },
        };
    }

    private static ImageShape Shape(string spec, int features, DataRequest request)
    {
        if (request.WantedSize is { } size)
        {
            var plane = Math.BigMul(size.Height, size.Width);
            var channels = request.WantedChannels ?? (3 * plane == features ? 3 : 1);
            return plane * channels == features
                ? new ImageShape(channels, size.Height, size.Width)
                : throw new InvalidInputException(
                    spec,
                    $"{features} columns of numbers do not fill images of {channels}x{size}, which have {plane * channels}",
                    $"give an --image-size of {features} or {features} / 3 pixels, for example {Squarest(features)}");
        }

        throw new InvalidInputException(
            spec,
            $"a table of {features} columns of numbers cannot be searched as it is: the spaces are convolutional and take images",
            $"say how a row is laid out as one, for example --image-size {Squarest(features)}");
    }

    /// <summary>The two factors that lie closest together.</summary>
    private static ImageSize Squarest(int features)
    {
        var height = (int)Math.Sqrt(features);
        while (features % height != 0)
        {
            height--;
        }

        return new ImageSize(Math.Min(height, ImageSize.Most), Math.Min(features / height, ImageSize.Most));
    }

    /// <summary>In the order of the numbers where all are, else of the texts.</summary>
    private static string[] Classes(string spec, IReadOnlyList<string> labels)
    {
        const int Most = 256;
        string[] names = [.. labels.Distinct(StringComparer.Ordinal)];
        if (names.Length is < 2 or > Most)
        {
            throw new InvalidInputException(
                spec, $"the label column has {names.Length} different values, 2 to {Most} are needed", "give the column of the classes");
        }

        return Array.TrueForAll(names, name => long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            ? [.. names.OrderBy(name => long.Parse(name, CultureInfo.InvariantCulture)).ThenBy(name => name, StringComparer.Ordinal)]
            : [.. names.Order(StringComparer.Ordinal)];
    }

    private static byte[] Standardised(CsvFile table, int[] train)
    {
        var columns = table.Features.Count;
        var bytes = new byte[table.Values.Length];
        for (var column = 0; column < columns; column++)
        {
            var mean = train.Average(row => (double)table.Values[(row * columns) + column]);
            var variance = train.Average(row => Math.Pow(table.Values[(row * columns) + column] - mean, 2));

            // A column of one value says nothing, and nothing can be divided by its deviation.
            var scale = variance > 0 && double.IsFinite(variance) ? LevelsPerDeviation / Math.Sqrt(variance) : 0;
            for (var place = column; place < bytes.Length; place += columns)
            {
                bytes[place] = (byte)Math.Clamp(Math.Round(Middle + ((table.Values[place] - mean) * scale)), 0, 255);
            }
        }

        return bytes;
    }
}
