using Espalier.Estimators;
using Espalier.Estimators.Tables;
using Espalier.Spaces;
using Espalier.Spaces.NasBenchMacro;
using Espalier.Strategies;

namespace Espalier.Cli.Benches;

/// <summary>NAS-Bench-Macro: a search pays one network for each candidate.</summary>
internal sealed class NasBenchMacroSubject : ITabularSubject
{
    private static readonly NasBenchMacroSpace Networks = new();
    private static readonly Dictionary<string, string> Any = new() { ["distinct"] = "none" };

    // All trainings of the table are alike, so that brackets have nothing to be long by.
    private static readonly Dictionary<string, string> Alike = new(Any) { ["epochs"] = "50", ["min-epochs"] = "50" };

    public string Name => "macro";

    public string Help =>
        "Compare the searches that judge candidate by candidate on NAS-Bench-Macro's table: many runs, each with a budget of networks.";

    public ISearchSpace Space => Networks;

    public string File => "nas_bench_macro/nas_bench_macro_cifar10.csv.gz";

    public double Budget => 100;

    public string Unit => "networks";

    public IReadOnlyList<int> Schedules { get; } = [NasBenchMacroTable.Epochs];

    public IReadOnlyDictionary<string, string> Published(string method) => method is "bohb" or "hyperband" ? Alike : Any;

    public TabularProtocol Load(TablesFolder folder, IReadOnlyList<int> epochs)
    {
        var table = NasBenchMacroTable.Load(folder, Networks);
        var one = new TableColumn("networks", string.Empty, higherIsBetter: false, [.. Enumerable.Repeat(1.0, table.Count)]);
        return new TabularProtocol
        {
            Table = table,
            Schedules = [new TableSchedule(NasBenchMacroTable.Epochs, table.Training(1), one)],
            Size = table.Parameters,
            Told = [("CIFAR-10 test %", table.Accuracy)],
            References =
            [
                Reference("optimum", table.Accuracy[table.Accuracy.Best], 1),
                Reference("one random network", table.Accuracy.Mean, (table.Count + 1) / 2.0),
                Reference("median", table.Accuracy.Median, (table.Count + 1) / 2.0),
            ],
            Reading = "chooses by the accuracy of the first of three trainings, and is told by the mean of all three (on test images; the table has no "
                + "others).",
        };

        TabularReference Reference(string name, double accuracy, double rank) =>
            new(name, new Dictionary<string, double> { [table.Accuracy.Name] = accuracy }, rank);
    }
}
