using Espalier.Catalog;
using Espalier.Estimators.Tables;
using Espalier.Spaces.NasBench201;
using Espalier.Strategies;
using Espalier.Studies;

namespace Espalier.Cli.Benches;

/// <summary>
/// Gradient searches of the NAS-Bench-201 space, each judged by the table: what its cell came to when somebody trained it to the end.
/// </summary>
/// <param name="folder">Where its runs go.</param>
/// <param name="variants">The methods.</param>
/// <param name="seeds">Each method is run with each.</param>
/// <param name="words">The arguments of the search of a variant with a seed, but for its folder.</param>
/// <param name="settings">What these arguments stand for.</param>
internal sealed class DifferentiableBench(
    BenchFolder folder,
    IReadOnlyList<BenchVariant> variants,
    IReadOnlyList<ulong> seeds,
    Func<BenchVariant, ulong, IReadOnlyList<string>> words,
    Func<BenchVariant, ulong, FlowSettings> settings)
{
    /// <summary>The name of the bench, and of its files.</summary>
    internal const string Name = "differentiable";

    private const string Darts = "darts";
    private static readonly string[] Orders = ["order=first", "order=second"];

    /// <summary>The methods that may take part.</summary>
    internal static IReadOnlyCollection<CatalogEntry> Methods => MethodCatalog.Of<GradientStrategy>().Entries;

    /// <summary>Every gradient method once, but DARTS in both its orders, of which the literature tells different things.</summary>
    internal static IReadOnlyList<BenchVariant> All =>
    [
        .. Methods.SelectMany(method => method.Card.Name == Darts
            ? Orders.Select(order => BenchVariant.Parse($"{Darts}+{order}", Methods, "--methods"))
            : [new BenchVariant(method, [])]),
    ];

    /// <summary>Does what is left of the runs.</summary>
    /// <param name="tell">Is told which run begins.</param>
    /// <param name="cancellation">Asks the run under way to save its state and end.</param>
    /// <returns>Every run, method after method.</returns>
    internal IReadOnlyList<(BenchVariant Variant, ulong Seed, RunResult Result)> Run(Action<string> tell, CancellationToken cancellation)
    {
        var runs = variants.SelectMany(variant => seeds.Select(seed => (Variant: variant, Seed: seed, Folder: folder.Run(variant, seed)))).ToArray();

        // All of them before the first begins: what does not fit must not be found out after hours.
        var begun = Array.ConvertAll(runs, run => BenchFolder.IsBegun(run.Folder, settings(run.Variant, run.Seed)));
        if (runs.Count(run => BenchFolder.Result(run.Folder) is not null) is > 0 and var done)
        {
            tell($"{done} of {runs.Length} runs are finished already");
        }

        return
        [
            .. runs.Select((run, i) =>
            {
                if (BenchFolder.Result(run.Folder) is { } result)
                {
                    return (run.Variant, run.Seed, result);
                }

                tell($"run {i + 1} of {runs.Length}: {run.Variant.Label}, seed {run.Seed}{(begun[i] ? ", gone on with" : string.Empty)}");
                ChildCommand.Run(
                    begun[i] ? ["search", "--resume", run.Folder] : ["search", .. words(run.Variant, run.Seed), "--out", run.Folder], cancellation);
                return (run.Variant, run.Seed, BenchFolder.Result(run.Folder)
                    ?? throw new InvalidInputException(run.Folder, "its search ended without a result", "give the command again"));
            }),
        ];
    }

    /// <summary>What a run's cell came to.</summary>
    internal static DifferentiableRun Judge(ulong seed, RunResult result, NasBench201Table table)
    {
        var cell = NasBench201GenotypeText.Parse(result.Genotype, "result.json");
        var row = table.IndexOf(cell);
        var columns = DifferentiableColumns.Of(table);
        var rank = columns.Cifar10.RankOf(row);
        return new()
        {
            Seed = seed,
            Cell = cell.Arch,
            Index = row,
            Accuracy = columns.At(row),
            RankFirst = rank.First,
            RankLast = rank.Last,
            SkipConnects = cell.Operations.Count(name => name == NasBench201Operations.SkipConnect),
            Nones = cell.Operations.Count(name => name == NasBench201Operations.None),
            Params = (long)table.Parameters(NasBench201Data.Cifar10)[row],
            SearchSeconds = result.Search?.Seconds ?? 0,
            StepMilliseconds = result.Search?.StepMilliseconds?.Median,
            PeakRssMiB = result.Search?.PeakRssMiB,
        };
    }
}
