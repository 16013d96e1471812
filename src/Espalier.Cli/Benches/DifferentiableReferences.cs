using System.Globalization;
using Espalier.Estimators;
using Espalier.Estimators.Tables;
using Espalier.Spaces.NasBench201;

namespace Espalier.Cli.Benches;

/// <summary>What searches are compared with, from the table alone: nothing here is drawn.</summary>
internal static class DifferentiableReferences
{
    /// <summary>The optimum, random search, the median, and the cell of skips that DARTS is known to end at.</summary>
    /// <param name="table">The table.</param>
    /// <param name="draws">Of how many cells random search takes the best.</param>
    internal static IReadOnlyList<DifferentiableReference> Of(NasBench201Table table, IReadOnlyList<int> draws)
    {
        var columns = DifferentiableColumns.Of(table);
        var skips = table.IndexOf(new NasBench201Genotype(
            Enumerable.Repeat(NasBench201Operations.SkipConnect, new NasBench201Space().Edges.Count)));
        return
        [
            new("optimum of each column", columns.Each(column => column[column.Best])) { Rank = 1 },
            .. draws.OrderDescending().Select(count => Random(table, columns, count)),
            Random(table, columns, 1),
            new("median of each column", columns.Each(column => column.Median)) { Rank = (table.Count + 1) / 2.0 },
            new("skip_connect on every edge", columns.At(skips))
            {
                Rank = columns.Cifar10.RankOf(skips).Middle,
                Params = table.Parameters(NasBench201Data.Cifar10)[skips],
            },
        ];
    }

    private static DifferentiableReference Random(NasBench201Table table, DifferentiableColumns columns, int draws)
    {
        var search = new BestOfDraws(table.Accuracy(NasBench201Data.Cifar10, TableSplit.Validation, 12), draws);
        return new(
            draws == 1 ? "one random cell" : string.Create(CultureInfo.InvariantCulture, $"best of {draws:N0} random cells"),
            columns.Each(column => search.Of(column).Mean))
        {
            Deviation = columns.Each(column => search.Of(column).Deviation),
            Rank = search.Of(row => columns.Cifar10.RankOf(row).Middle).Mean,
            Params = search.Of(table.Parameters(NasBench201Data.Cifar10)).Mean,
            Draws = draws,
            TableSeconds = draws == 1 ? null : draws * table.CostSeconds.Mean,
        };
    }
}
