using Espalier.Reports.Charts;

namespace Espalier.Reports.Sections;

/// <summary>How decided the architecture is: the entropy of each edge's distribution over operations.</summary>
internal static class EntropyChart
{
    private const string Prefix = "entropy.";

    internal static Chart? Of(ReportedRun run)
    {
        // entropy.KIND.EDGE
        var kinds = run.Curves.Epochs.Keys.Where(path => path.StartsWith(Prefix, StringComparison.Ordinal))
            .GroupBy(path => path.Split('.')[1]).OrderBy(kind => kind.Key, StringComparer.Ordinal).ToArray();
        if (kinds.Length == 0)
        {
            return null;
        }

        var edges = kinds.SelectMany((kind, i) => kind.Select(path =>
            Series.Background(i + 1, [.. run.Curves.Epochs[path].Select(point => new Mark(point.X + 1, point.Y))])));
        var means = kinds.Select((kind, i) => Mean(Name(kinds.Length, i), i + 1, kind.SelectMany(path => run.Curves.Epochs[path])));
        Series[] series = [.. edges, .. means];
        var marks = series.SelectMany(each => each.Marks).ToArray();
        var undecided = run.Operations is { } operations ? $" (undecided: {Math.Log(operations):0.00})" : string.Empty;
        return new Chart
        {
            Title = "Entropy of the architecture",
            Description = "The entropy of each edge's distribution over operations at the end of each epoch: means of the kinds of cell, and "
                + "single edges.",
            X = Axis.Whole("epochs", 0, marks.Max(mark => mark.X)),
            Y = Axis.Around($"nats{undecided}", marks.Select(mark => mark.Y), least: 0),
            Series = series,
            Told = Numbers.Plain,
        };
    }

    private static Series Mean(string name, int colour, IEnumerable<CurvePoint> edges)
    {
        var epochs = edges.GroupBy(point => point.X).OrderBy(epoch => epoch.Key)
            .Select(epoch => (Epoch: epoch.Key + 1, Mean: epoch.Average(point => point.Y)));
        return new Series(
            name, [.. epochs.Select(point => new Mark(point.Epoch, point.Mean, $"epoch {point.Epoch}\n{name}: {Numbers.Plain(point.Mean)} nats"))])
        {
            Colour = colour,
        };
    }

    private static string Name(int kinds, int kind) => kinds == 2 ? (kind == 0 ? "normal cell" : "reduction cell") : $"cell kind {kind}";
}
