using System.Globalization;
using Benchmarks;
using Espalier;
using Espalier.Estimators;
using Espalier.Estimators.Tables;
using Espalier.Spaces;
using Espalier.Spaces.NasBench201;

namespace DrawnCells;

/// <summary>
/// Draws cells, by distributions that learn from each or uniformly, and takes the best that was drawn, the most likely in the end, or of
/// each edge the operation that did best in the mean.
/// </summary>
internal static class Draws
{
    private const double Percent = 100;
    private const double PublishedStep = 0.01;
    private const double Thousand = 1000;

    internal static IReadOnlyList<KnownOption> Known { get; } =
    [
        new("tables", "DIR", $"where the tables are (default: {TablesFolder.Variable})"),
        new("draws", "N,N", "how many cells each search draws (default 50,100,200,400,1000)"),
        new("runs", "N", "searches of each (default 500)"),
        new("steps", "N,N", "how much probability moves at once, in thousandths (default 10,30,100; 10 is published)"),
    ];

    internal static void Run(IReadOnlyList<string> arguments)
    {
        var given = GivenOptions.Read(arguments, Known);
        var space = new NasBench201Space();
        var table = NasBench201Table.Load(TablesFolder.Find(given.Text("tables")), space);
        var draws = given.Integers("draws", "50,100,200,400,1000", int.MaxValue);
        var steps = given.Integers("steps", $"{PublishedStep * Thousand},30,100", (int)Thousand);
        var runs = given.Integer("runs", 500, least: 2);
        var reward = table.Accuracy(NasBench201Data.Cifar10, TableSplit.Validation, 12);
        var told = table.Accuracy(NasBench201Data.Cifar10, TableSplit.Test, 200);
        Console.WriteLine("| cells | drawn | best drawn % | most likely, or best operation by operation % |");
        Console.WriteLine("|--:|---|--:|--:|");
        foreach (var count in draws)
        {
            Tell("uniformly", _ => new UniformCells(space));
            foreach (var step in steps)
            {
                Tell(
                    string.Create(CultureInfo.InvariantCulture, $"by MDENAS, step {step / Thousand:0.###}"),
                    _ => new LearntCells(space, step / Thousand));
            }

            void Tell(string name, Func<int, ICells> make)
            {
                var outcomes = Enumerable.Range(0, runs).Select(run => One(make(run), (ulong)run + 1)).ToArray();
                Console.WriteLine($"| {count} | {name} | {Text([.. outcomes.Select(one => one.Best)])} | {Text([.. outcomes.Select(one => one.Last)])} |");
            }

            (double Best, double Last) One(ICells cells, ulong seed)
            {
                var random = new SeededRandom(SeededRandom.Derive(seed, "draws"));
                var best = -1;
                for (var i = 0; i < count; i++)
                {
                    var path = cells.Draw(random);
                    var row = Row(path);
                    best = best < 0 || reward[row] > reward[best] ? row : best;
                    cells.Learn(path, reward[row]);
                }

                return (told[best], told[Row(cells.Best())]);
            }
        }

        int Row(IReadOnlyList<int> path) => table.IndexOf(((IChoiceSpace)space).Decode(path));
    }

    private static string Text(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
        return string.Create(CultureInfo.InvariantCulture, $"{mean * Percent:0.00} ± {deviation * Percent:0.00}");
    }
}
