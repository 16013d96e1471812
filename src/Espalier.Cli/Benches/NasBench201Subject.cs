using System.Globalization;
using Espalier.Estimators;
using Espalier.Estimators.Tables;
using Espalier.Spaces;
using Espalier.Spaces.NasBench201;
using Espalier.Strategies;

namespace Espalier.Cli.Benches;

/// <summary>NAS-Bench-201, by the protocol of its paper.</summary>
internal sealed class NasBench201Subject : ITabularSubject
{
    private const int Published200 = 200;
    private static readonly NasBench201Space Cells = new();

    // As published: what was judged may be judged again, and costs again. Brackets have the lengths that the comparison's script names, and are
    // judged after 12 epochs, whatever these are.
    private static readonly Dictionary<string, string> Any = new() { ["distinct"] = "none" };

    private static readonly Dictionary<string, string> Brackets = new(Any) { ["epochs"] = "200", ["min-epochs"] = "12" };

    private static readonly Dictionary<string, string> Bohb = new(Brackets)
    {
        ["samples"] = "4",
        ["random-fraction"] = "0",
        ["min-bandwidth"] = "0.3",
        ["kernel"] = "reference",
    };

    public string Name => "nb201";

    public string Help =>
        "Compare the searches that judge candidate by candidate on NAS-Bench-201's table, by the protocol of its paper: many runs, each with a "
        + "budget of training seconds.";

    public ISearchSpace Space => Cells;

    public string File => "nasbench201/nasbench201.csv.gz";

    public bool HasDevices => true;

    public double Budget => 12_000;

    public string Unit => "s of the table";

    public IReadOnlyList<int> Schedules => NasBench201Table.Schedules;

    public IReadOnlyDictionary<string, string> Published(string method) => method switch
    {
        "bohb" => Bohb,
        "hyperband" => Brackets,
        _ => Any,
    };

    public TabularProtocol Load(TablesFolder folder, IReadOnlyList<int> epochs)
    {
        var table = NasBench201Table.Load(folder, Cells);
        var told = DifferentiableColumns.Of(table);
        return new TabularProtocol
        {
            Table = table,
            Schedules = [.. epochs.Select(length => new TableSchedule(
                length, table.Accuracy(NasBench201Data.Cifar10, TableSplit.Validation, length), Cost(table, length)))],
            Size = table.Parameters(NasBench201Data.Cifar10),
            Metrics = new(() => StoredMetrics.Of(table, NasBench201Data.Cifar10)),
            Told = [("CIFAR-10 test %", told.Cifar10), ("CIFAR-100 test %", told.Cifar100), ("ImageNet16-120 test %", told.ImageNet16)],
            References =
            [
                .. DifferentiableReferences.Of(table, []).Select(reference => new TabularReference(
                    reference.Name,
                    new Dictionary<string, double>
                    {
                        [told.Cifar10.Name] = reference.Accuracy.Cifar10,
                        [told.Cifar100.Name] = reference.Accuracy.Cifar100,
                        [told.ImageNet16.Name] = reference.Accuracy.ImageNet16,
                    },
                    reference.Rank)),
            ],
            Reading = epochs is [var only and < Published200]
                ? $"chooses by the validation accuracy on CIFAR-10 after {only} epochs, and is told by the test accuracy of its cell after 200 epochs."
                : $"chooses by the validation accuracy on CIFAR-10 after the most of {string.Join(" or ", epochs)} epochs that it asks for, at the cost "
                    + "of the 12-epoch training times their share, and is told by the test accuracy of its cell after 200 epochs.",
        };
    }

    /// <summary>The table has the seconds of 12 epochs; longer trainings take as many times that.</summary>
    private static TableColumn Cost(NasBench201Table table, int epochs) => epochs == ShortEpochs
        ? table.CostSeconds
        : new TableColumn(
            string.Create(CultureInfo.InvariantCulture, $"cifar10.cost.{epochs}"),
            "s",
            higherIsBetter: false,
            [.. table.CostSeconds.Values.ToArray().Select(seconds => seconds * epochs / ShortEpochs)]);

    private static int ShortEpochs => NasBench201Table.Schedules[0];
}
