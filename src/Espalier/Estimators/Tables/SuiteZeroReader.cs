using System.Globalization;
using Espalier.Spaces;

namespace Espalier.Estimators.Tables;

/// <summary>
/// Reads a file of <see cref="SuiteZeroTable"/>, and believes none of it: an architecture must be one of its space and have one row for each
/// data set, and no row may be missing.
/// </summary>
internal sealed class SuiteZeroReader
{
    private const double Percent = 100;

    // What NASLib writes where a proxy came to no finite number.
    private const double Undefined = -1e8;
    private readonly TableFile file;
    private readonly SuiteZeroSource source;
    private readonly ISearchSpace? space;
    private readonly int architecture;
    private readonly int? more;
    private readonly int? data;
    private readonly int? part;
    private readonly int accuracy;
    private readonly (string Proxy, int Column)[] scores;

    private SuiteZeroReader(TableFile file, SuiteZeroSource source, ISearchSpace? space)
    {
        (this.file, this.source, this.space) = (file, source, space);
        architecture = file.Column(source.Architecture);
        accuracy = file.Column(source.Accuracy);
        more = Column(source.More);
        data = Column(source.Data);
        part = Column(source.Part);
        scores = [.. source.Proxies.Select(proxy => (proxy.Value, file.Column(proxy.Key)))];

        int? Column(string? name) => name is null ? null : file.Column(name);
    }

    internal static SuiteZeroTable Read(string folder, SuiteZeroSource source, ISearchSpace? space)
    {
        var file = TableFile.Open(folder, source.File);
        return new(source, new SuiteZeroReader(file, source, space).Rows());
    }

    private IEnumerable<(string Data, StoredScores Stored)> Rows()
    {
        var lines = new Dictionary<(string, string), int>();
        for (var row = 0; row < source.Rows; row++)
        {
            if (!file.Next())
            {
                throw file.Fault(string.Create(CultureInfo.InvariantCulture, $"the file ends after {row:N0} of {source.Rows:N0} rows"));
            }

            var (on, text) = (Data(), Architecture());
            if (!lines.TryAdd((on, text), file.Line))
            {
                throw file.Fault(architecture, $"is there already on {on}, in line {lines[(on, text)]}");
            }

            yield return (on, new(text, file.Number(accuracy, 0, Percent) / Percent, Scores()));
        }

        if (file.Next())
        {
            throw file.Fault(string.Create(CultureInfo.InvariantCulture, $"there are more than {source.Rows:N0} rows"));
        }
    }

    private string Data()
    {
        var name = data is { } column ? Word(column).ToLowerInvariant() : "cifar10";
        return part is { } other ? $"{Word(other)} {name}" : name;
    }

    private string Word(int column) => file.Text(column) is { Length: > 0 } word ? word : throw file.Fault(column, "is empty");

    private string Architecture()
    {
        var text = more is { } further ? $"{Word(architecture)} {Word(further)}" : Word(architecture);
        if (space is null)
        {
            return text;
        }

        Genotype genotype;
        try
        {
            genotype = space.Parse(text, source.Architecture);
        }
        catch (InvalidInputException)
        {
            throw file.Fault(architecture, $"is no architecture of {space.Name}");
        }

        return genotype.FieldNotation == text ? text : throw file.Fault(architecture, "is not how the space writes it");
    }

    private Dictionary<string, double?> Scores()
    {
        var read = new Dictionary<string, double?>(scores.Length, StringComparer.Ordinal);
        foreach (var (proxy, column) in scores)
        {
            if (file.Bytes(column).Length > 0)
            {
                read[proxy] = Score(column);
            }
        }

        return read;
    }

    private double? Score(int column)
    {
        if (file.Text(column) is "inf" or "-inf" or "nan")
        {
            return null;
        }

        var score = file.Number(column, double.MinValue, double.MaxValue);
        return score == Undefined ? null : score;
    }
}
