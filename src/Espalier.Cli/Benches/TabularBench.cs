using System.Globalization;
using System.Text;
using System.Text.Json;
using Espalier.Catalog;
using Espalier.Estimators;
using Espalier.Estimators.Tables;
using Espalier.Spaces.NasBench201;
using Espalier.Strategies;
using Espalier.Studies;

namespace Espalier.Cli.Benches;

/// <summary>Sampling searches over NAS-Bench-201's table, many runs of each.</summary>
/// <param name="table">The table.</param>
/// <param name="budget">Seconds of the table that each run has.</param>
internal sealed class TabularBench(NasBench201Table table, double budget)
{
    internal const string Name = "nb201";
    private const double Percent = 100;

    /// <summary>The methods that may take part.</summary>
    internal static IReadOnlyCollection<CatalogEntry> Methods =>
    [
        .. MethodCatalog.Of<SamplingStrategy>().Entries.Where(entry => StrategySpaces.RunsOn(entry.Type, typeof(NasBench201Space))),
    ];

    /// <summary>Each of them once.</summary>
    internal static IEnumerable<BenchVariant> All => Methods.Select(method => new BenchVariant(method, []));

    /// <summary>As many runs of one method, each from a seed of its own.</summary>
    /// <param name="variant">The method.</param>
    /// <param name="options">What is set.</param>
    /// <param name="runs">How many.</param>
    /// <param name="seed">What their seeds derive from.</param>
    /// <param name="threads">How many at once; nothing depends on it.</param>
    /// <param name="observer">Told how many are over.</param>
    /// <param name="cancellation">Ends it between runs.</param>
    internal TabularMethod Run(
        BenchVariant variant,
        IReadOnlyDictionary<string, string> options,
        int runs,
        ulong seed,
        int threads,
        Action<int> observer,
        CancellationToken cancellation)
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        var outcomes = new TabularOutcome[runs];
        var over = 0;
        Parallel.For(0, runs, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, run =>
        {
            outcomes[run] = One(variant.Entry, options, SeededRandom.Derive(seed, variant.ToString(), run));
            observer(Interlocked.Increment(ref over));
        });
        var columns = DifferentiableColumns.Of(table);
        int[] found = [.. outcomes.Select(outcome => outcome.Best ?? throw new InvalidInputException(
            "--budget", $"{budget:0} s are not enough for a single candidate", "give more"))];
        return new TabularMethod(
            variant.Label,
            variant.ToString(),
            options,
            Mean(row => columns.At(row).Cifar10),
            Mean(row => columns.At(row).Cifar100),
            Mean(row => columns.At(row).ImageNet16),
            Mean(row => columns.Cifar10.RankOf(row).Middle),
            ResultMean.Of([.. outcomes.Select(outcome => (double)outcome.Candidates)]),
            clock.GetElapsedTime(began).TotalSeconds);

        ResultMean Mean(Func<int, double> value) => ResultMean.Of([.. found.Select(value)]);
    }

    /// <summary>The table for people.</summary>
    internal static string Markdown(TabularTable result)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            Made by

                {result.Command}

            Each run has {result.Budget:N0} s of the table (12-epoch training and validation on CIFAR-10), chooses by the validation accuracy
            after those 12 epochs, and is told by the test accuracy of its cell after 200 epochs. Mean ± standard deviation over {result.Runs:N0} runs.

            | method | CIFAR-10 test % | CIFAR-100 test % | ImageNet16-120 test % | rank | candidates | s for all runs |
            |---|--:|--:|--:|--:|--:|--:|

            """);
        foreach (var method in result.Methods)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {method.Name} | {Share(method.Cifar10)} | {Share(method.Cifar100)} | {Share(method.ImageNet16)} | "
                + $"{DifferentiablePage.Number(method.Rank, "N0")} | {DifferentiablePage.Number(method.Candidates, "N0")} | {method.Seconds:0.0} |\n");
        }

        foreach (var told in result.References)
        {
            var accuracy = told.Accuracy;
            text.Append(
                CultureInfo.InvariantCulture,
                $"| *{told.Name}* | {DifferentiablePage.Share(accuracy.Cifar10)} | {DifferentiablePage.Share(accuracy.Cifar100)} | "
                + $"{DifferentiablePage.Share(accuracy.ImageNet16)} | {told.Rank:N0} | | |\n");
        }

        return text.ToString();
    }

    internal static string Share(ResultMean mean) => DifferentiablePage.Share(mean);

    private TabularOutcome One(CatalogEntry method, IReadOnlyDictionary<string, string> options, ulong seed)
    {
        var strategy = (SamplingStrategy)method.Create(
            new SamplingContext { Space = new NasBench201Space(), Seed = seed, Excess = _ => 0 }, options);
        var search = new TabularSearch(
            table,
            table.Accuracy(NasBench201Data.Cifar10, TableSplit.Validation, 12),
            table.CostSeconds,
            table.Parameters(NasBench201Data.Cifar10));
        return search.Run(strategy, budget);
    }
}

/// <summary>What the bench came to: the content of <c>nb201.json</c>.</summary>
/// <param name="Command">The command that does it again.</param>
/// <param name="Budget">Seconds of the table for each run.</param>
/// <param name="Runs">Of each method.</param>
/// <param name="Methods">The methods.</param>
/// <param name="References">What they are compared with.</param>
internal sealed record TabularTable(
    string Command, double Budget, int Runs, IReadOnlyList<TabularMethod> Methods, IReadOnlyList<DifferentiableReference> References)
{
    internal string ToJson() => JsonSerializer.Serialize(this, StudyJson.Document);
}

/// <summary>A method's runs: test accuracies after 200 epochs as fractions, and what it took.</summary>
/// <param name="Name">As people read it.</param>
/// <param name="Variant">As <c>--methods</c> takes it.</param>
/// <param name="Options">What was set.</param>
/// <param name="Cifar10">Of the cells found.</param>
/// <param name="Cifar100">Likewise.</param>
/// <param name="ImageNet16">Likewise, on ImageNet16-120.</param>
/// <param name="Rank">Among all cells by the test on CIFAR-10.</param>
/// <param name="Candidates">How many a run judged.</param>
/// <param name="Seconds">What all runs took here.</param>
internal sealed record TabularMethod(
    string Name,
    string Variant,
    IReadOnlyDictionary<string, string> Options,
    ResultMean Cifar10,
    ResultMean Cifar100,
    ResultMean ImageNet16,
    ResultMean Rank,
    ResultMean Candidates,
    double Seconds);
