using System.Diagnostics;
using System.Globalization;
using Benchmarks;
using Espalier.Estimators;
using Espalier.Estimators.Tables;
using Espalier.Spaces.NasBench201;

namespace TableQueries;

/// <summary>Reads the table, then asks it for every cell in a shuffled order, again and again.</summary>
internal static class Queries
{
    private const int Step = 7919;

    internal static IReadOnlyList<KnownOption> Known { get; } =
    [
        new("tables", "DIR", $"where the tables are (default: {TablesFolder.Variable})"),
        new("loads", "N", "how many times it is read (default 7); the first time is told apart"),
        new("rounds", "N", "how many times each cell is asked for (default 200)"),
    ];

    internal static void Run(IReadOnlyList<string> arguments)
    {
        var given = GivenOptions.Read(arguments, Known);
        var folder = TablesFolder.Find(given.Text("tables"));
        var space = new NasBench201Space();
        NasBench201Table? read = null;
        var began = Stopwatch.GetTimestamp();
        var first = Milliseconds(() => read = NasBench201Table.Load(folder, space));
        var clock = Stopwatch.GetElapsedTime(began);
        var again = Enumerable.Range(1, given.Integer("loads", 7, least: 2) - 1)
            .Select(_ => Milliseconds(() => read = NasBench201Table.Load(folder, space))).ToArray();
        var table = read!;
        var rounds = given.Integer("rounds", 200);

        // A prime step goes through all rows, and in no order that a cache would like.
        var rows = Enumerable.Range(0, table.Count).Select(i => (int)((long)i * Step % table.Count)).ToArray();
        var cells = Array.ConvertAll(rows, table.GenotypeOf);
        var accuracy = table.Accuracy(NasBench201Data.Cifar10, TableSplit.Test, 200);
        var sum = 0.0;
        Console.WriteLine("| what | processor time |\n|---|--:|");
        Tell("read, the first time in a process", $"{first:0} ms (by the clock {clock.TotalMilliseconds:0} ms)");
        Tell("read, again", $"{Spread.Of(again).Text("0")} ms");
        Ask("value by row", row => accuracy[rows[row]]);
        Ask("value by genotype", row => accuracy[table.IndexOf(cells[row])]);
        Ask("value by genotype, data, split and epochs", row =>
            table.Accuracy(NasBench201Data.Cifar100, TableSplit.Validation, 12)[table.IndexOf(cells[row])]);
        Ask("value by genotype and column's name", row => table.Column("cifar10.test.200")[table.IndexOf(cells[row])]);
        Ask("rank by genotype", row => accuracy.RankOf(table.IndexOf(cells[row])).Better);
        Console.Error.WriteLine($"sum of all answers: {sum:0.###}");

        void Ask(string what, Func<int, double> ask)
        {
            for (var row = 0; row < rows.Length; row++)
            {
                sum += ask(row);
            }

            var times = Enumerable.Range(0, 5).Select(_ => Milliseconds(() =>
            {
                for (var round = 0; round < rounds; round++)
                {
                    for (var row = 0; row < rows.Length; row++)
                    {
                        sum += ask(row);
                    }
                }
            }));
            Tell(what, $"{Spread.Of(times.Select(time => time * 1e6 / rounds / rows.Length)).Text("0")} ns");
        }
    }

    private static void Tell(string what, FormattableString time) =>
        Console.WriteLine($"| {what} | {time.ToString(CultureInfo.InvariantCulture)} |");

    /// <summary>Of the processor: what others do beside it counts for less.</summary>
    private static double Milliseconds(Action act)
    {
        using var self = Process.GetCurrentProcess();
        var began = self.TotalProcessorTime;
        act();
        self.Refresh();
        return (self.TotalProcessorTime - began).TotalMilliseconds;
    }
}
