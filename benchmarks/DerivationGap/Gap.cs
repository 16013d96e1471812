using System.Globalization;
using Benchmarks;
using Espalier;
using Espalier.Catalog;
using Espalier.Data;
using Espalier.Spaces;
using Espalier.Strategies;
using static Espalier.Torch.torch;

namespace DerivationGap;

/// <summary>Searches with each method from the same seeds, and probes the supernets they leave.</summary>
internal static class Gap
{
    private const int Batch = 64;
    private const double Percent = 100;

    internal static IReadOnlyList<KnownOption> Known { get; } =
    [
        new("methods", "M,M", "gradient methods, each with its own defaults but for the order and the rate (default darts,sd-darts)"),
        new("space", "S", "darts or nas-bench-201 (default darts)"),
        new("data", "D", "what to search on (default fashion-mnist)"),
        new("images", "N", "training images, half of which validate (default 12000)"),
        new("channels", "N", "of the supernet (default 8)"),
        new("cells", "N", "of the supernet (default 3)"),
        new("stem-stride", "N", "1 or 2, which quarters the work (default 2)"),
        new("epochs", "N", "of each search (default 10)"),
        new("seeds", "N,N", "one search of each method from each (default 1,2,3)"),
        new("directions", "N", "in which each loss is looked at (default 10)"),
        new("probe-images", "N", "validation images that the loss is taken on (default 1024)"),
    ];

    internal static void Run(IReadOnlyList<string> arguments)
    {
        var given = GivenOptions.Read(arguments, Known);
        var space = (IRelaxedSpace)Flow.SpaceOf(given.Choice("space", "darts", "darts", "nas-bench-201"));
        var methods = given.Choices("methods", "darts,sd-darts", [.. MethodCatalog.Of<GradientStrategy>().Entries.Select(entry => entry.Card.Name)]);
        var seeds = given.Integers("seeds", "1,2,3", int.MaxValue);
        var data = DataCatalog.Load(given.Text("data") ?? "fashion-mnist");
        var images = new SplitOptions { TrainImages = given.Integer("images", 12_000) };
        var network = new NetworkSettings
        {
            Input = data.Train.Shape,
            Classes = data.Train.Classes,
            Channels = given.Integer("channels", 8),
            Cells = given.Integer("cells", 3, least: 3),
            StemStride = given.Integer("stem-stride", 2, most: 2),
        };
        var probe = new Probe(given.Integer("directions", 10), given.Integer("probe-images", 1024));
        var epochs = given.Integer("epochs", 10);
        set_num_threads(1);
        Console.WriteLine("| method | seed | supernet % | derived % | gap | loss | mean rise | largest rise |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|");
        var found = seeds.SelectMany(seed => methods.Select(method =>
        {
            var split = new DataSplit(data, images, SeededRandom.Derive((ulong)seed, "split"));
            using var search = new ProbedSearch(space, MethodCatalog.Of<GradientStrategy>().Find("method", method), network, split, epochs, (ulong)seed, Batch);
            search.Run();
            var probed = probe.Of(search.Supernet, search.Genotype, split, (ulong)seed);
            Tell(method, $"{seed}", probed);
            return (Method: method, Probed: probed);
        })).ToList();
        foreach (var method in methods)
        {
            Tell(method, "mean", Probed.Mean([.. found.Where(one => one.Method == method).Select(one => one.Probed)]));
        }
    }

    private static void Tell(string method, string seed, Probed probed) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {method} | {seed} | {probed.Supernet * Percent:0.0} | {probed.Derived * Percent:0.0} | {(probed.Supernet - probed.Derived) * Percent:0.0} | "
        + $"{probed.Loss:0.000} | {probed.MeanRise:0.0000} | {probed.LargestRise:0.0000} |"));
}
