using System.Globalization;
using Benchmarks;
using Espalier;
using Espalier.Cli.Demo;
using Espalier.Evaluation;
using Espalier.Objectives;
using Espalier.Studies.Store;

namespace FrontRanking;

/// <summary>
/// Searches as the demo does (without its limits), has the candidates judged, then trains every one of them and compares the orders.
/// </summary>
internal static class Ranking
{
    internal static IReadOnlyList<KnownOption> Known { get; } =
    [
        new("method", "e2rnas|darts", "the search (default darts)"),
        new("seeds", "N,N", "one search each (default 1,2,3)"),
        new("candidates", "N", "networks around each search's result (default 12)"),
        new("search-epochs", "N", "epochs of the search (default the demo's)"),
        new("epochs", "N", "epochs of each training (default 3)"),
        new("images", "N", "training images of each training (default 6000)"),
        new("threads", "N", "threads of one operator (default 1)"),
    ];

    internal static void Run(IReadOnlyList<string> arguments)
    {
        var given = GivenOptions.Read(arguments, Known);
        var method = given.Choice("method", "darts", "e2rnas", "darts");
        var folder = Directory.CreateTempSubdirectory("espalier-front-ranking-").FullName;
        try
        {
            Console.WriteLine("| seed | candidate | parameters | judged clean | judged PGD | trained clean | trained PGD |");
            Console.WriteLine("|---|---|--:|--:|--:|--:|--:|");
            var orders = given.Integers("seeds", "1,2,3", int.MaxValue).Select(seed => Order(given, method, seed, folder)).ToArray();
            Console.WriteLine("\n| seed | clean | PGD | parameters, of trained clean |\n|---|--:|--:|--:|");
            foreach (var (seed, clean, robust, size) in orders)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {seed} | {clean:0.00} | {robust:0.00} | {size:0.00} |"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (int Seed, double Clean, double Robust, double Size) Order(GivenOptions given, string method, int seed, string folder)
    {
        var demo = DemoSettings.Runs((ulong)seed).Single(run => run.Method == method);
        var settings = demo with
        {
            Limits = NetworkLimits.None,
            Candidates = given.Integer("candidates", 12, least: 2),
            SearchEpochs = given.Integer("search-epochs", demo.SearchEpochs),
            FinalImages = given.Integer("images", 6000),
            Recipe = demo.Recipe with { Epochs = given.Integer("epochs", 3) },
            Threads = given.Integer("threads", 1),
        };
        var path = Path.Combine(folder, $"{seed}");
        Flow.Start(settings with { Train = false }, path, new SilentObserver(), CancellationToken.None);
        var (trials, robust) = Judged(path);
        var trained = trials.Select(trial => Flow.Start(
            settings with { Genotype = trial.Genotype, Method = "given" },
            Path.Combine(folder, $"{seed}-{trial.Number}"),
            new SilentObserver(),
            CancellationToken.None).Accuracy!).ToArray();
        foreach (var (trial, accuracy) in trials.Zip(trained))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {seed} | {trial.Kind} | {trial.Params:N0} | {trial.Accuracy:0.000} | {robust[trial.Number]:0.000} | {accuracy.Clean:0.000} | "
                + $"{accuracy.Pgd:0.000} |"));
        }

        double[] clean = [.. trained.Select(accuracy => accuracy.Clean!.Value)];
        return (
            seed,
            RankCorrelation.Spearman([.. trials.Select(trial => trial.Accuracy!.Value)], clean),
            RankCorrelation.Spearman([.. trials.Select(trial => robust[trial.Number])], [.. trained.Select(accuracy => accuracy.Pgd!.Value)]),
            RankCorrelation.Spearman([.. trials.Select(trial => (double)trial.Params!.Value)], clean));
    }

    private static (IReadOnlyList<TrialRow> Trials, IReadOnlyDictionary<int, double> Robust) Judged(string path)
    {
        using var store = StudyStore.Open(StoreAddress.In(path), create: false);
        var study = store.Studies().Single().Study.Id;
        return (
            store.Trials(study),
            store.Metrics(study)
                .Where(metric => metric is { Stage: StudyStore.JudgeStage, Name: "pgd" })
                .ToDictionary(metric => metric.Trial, metric => metric.Value!.Value));
    }
}
