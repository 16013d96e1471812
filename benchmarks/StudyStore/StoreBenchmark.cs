using System.Diagnostics;
using System.Globalization;
using Benchmarks;
using Espalier;
using Espalier.Studies.Store;

namespace StudyStoreBenchmark;

/// <summary>The program: who writes, in turns, then the reading of a large store by a process of its own.</summary>
internal static class StoreBenchmark
{
    private const string ChildOption = "child";

    internal static IReadOnlyList<KnownOption> Known { get; } =
    [
        new("trials", "N", "trials that each writer writes per round, one by one (default 3000)"),
        new("rounds", "N", "rounds, in which the writers take their turns (default 3)"),
        new("listed", "N", "trials of the store that is read (default 100000)"),
        new("folder", "DIR", "where the files are written: the disk that is measured (default the system's temporary folder)"),
        new("store", "URL", "measure the store on this server, too: postgres://user@host:port/database, an empty one"),
    ];

    internal static void Run(IReadOnlyList<string> arguments)
    {
        KeepToOneCore();

        var given = GivenOptions.Read(arguments, [.. Known, new KnownOption(ChildOption, "FILE", "lists a store in a process of its own")]);
        if (given.Text(ChildOption) is { } file)
        {
            Child.Print(Listing.Measure(file));
            return;
        }

        var parent = given.Text("folder") ?? Path.GetTempPath();
        if (!Directory.Exists(parent))
        {
            throw new InvalidInputException($"--folder {parent}", "there is no such folder", "give one that is there");
        }

        var folder = Path.Combine(parent, $"espalier-study-store-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        try
        {
            Write(given, folder);
            Read(given, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void KeepToOneCore()
    {
        if (OperatingSystem.IsLinux())
        {
            using var self = Process.GetCurrentProcess();
            self.ProcessorAffinity &= -self.ProcessorAffinity;
        }
    }

    private static void Write(GivenOptions given, string folder)
    {
        var (trials, rounds) = (given.Integer("trials", 3000), given.Integer("rounds", 3, most: 1000));
        var writers = Writers.All(folder, given.Text("store") is { } url ? StoreAddress.Parse(url) : null);
        var rates = writers.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (writer, rate) in writers.Zip(rates))
            {
                Console.Error.WriteLine($"[round {round + 1}/{rounds}] {writer.Name}");
                rate.Add(trials / writer.Seconds(round, trials));
            }
        }

        Console.WriteLine($"{trials} trials by each, one core, {rounds} rounds: median (least-most)\n");
        Console.WriteLine("| who writes | trials/s |\n| --- | --: |");
        foreach (var (writer, rate) in writers.Zip(rates))
        {
            Console.WriteLine($"| {writer.Name} | {Spread.Of(rate).Text("0")} |");
        }
    }

    private static void Read(GivenOptions given, string folder)
    {
        var count = given.Integer("listed", 100_000);
        var file = Path.Combine(folder, "large.db");
        Listing.Make(file, count);
        var length = new FileInfo(file).Length / (1024.0 * 1024);
        var began = Stopwatch.GetTimestamp();
        var listing = Child.Ask<Listing>(Self.Program, [.. Self.Before, $"--{ChildOption}", file], threads: 1);
        var whole = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n{listing.Trials} trials ({length:0} MiB), a fresh process, one core: {listing.Open:0.00} s to open, {listing.Studies:0.00} s for the list of "
            + $"studies, {listing.Read:0.00} s for every trial; {whole:0.00} s from the process's start to its end"));
    }
}
