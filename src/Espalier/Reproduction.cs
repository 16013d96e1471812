using Espalier.Data;
using Espalier.Studies;

namespace Espalier;

/// <summary>Whether a finished run, run again from its settings and its seed, comes to the same: the document of <c>reproduce --json</c>.</summary>
public sealed record Reproduction
{
    /// <summary>The run's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether everything that could be compared is the same.</summary>
    public bool Reproduced => Obstacle is null && Differences.Count == 0;

    /// <summary>The hash of what the run's folder holds.</summary>
    public required string Hash { get; init; }

    /// <summary>The hash of the same things now; null where nothing was run.</summary>
    public string? RepeatedHash { get; init; }

    /// <summary>Why nothing was run: the folder is not what the run left, or the data is not what it saw. Null: it was run.</summary>
    public string? Obstacle { get; init; }

    /// <summary>What came out otherwise.</summary>
    public IReadOnlyList<ResultDifference> Differences { get; init; } = [];

    /// <summary>What the machine and the programs had otherwise: the likely cause of differences.</summary>
    public IReadOnlyList<ResultDifference> Environment { get; init; } = [];

    /// <summary>What could not be told.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What the second run took.</summary>
    public double Seconds { get; init; }

    /// <summary>Runs a finished run again, and compares.</summary>
    /// <param name="path">The run's folder, of which nothing is changed.</param>
    /// <param name="observer">Whoever watches.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    /// <param name="output">Where the second run is kept; null: in a temporary folder, which is deleted.</param>
    /// <param name="data">Where the data is now; null: where it was.</param>
    /// <param name="searchOnly">Whether to run and to compare the search alone.</param>
    /// <param name="clock">For the times told; that of the system by default.</param>
    /// <exception cref="InvalidInputException">There is no finished run, or its data cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public static Reproduction Of(
        string path,
        IFlowObserver observer,
        CancellationToken cancellation,
        string? output = null,
        string? data = null,
        bool searchOnly = false,
        TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var folder = RunFolder.Open(path);
        if (!folder.IsFinished)
        {
            throw new InvalidInputException(path, "the run there is not finished", "resume it first, or give the folder of a finished run");
        }

        var settings = Flow.SettingsOf(folder) is var stored && data is null ? stored : stored with { Data = data! };
        if (searchOnly && settings.Genotype is not null)
        {
            throw new InvalidInputException("--search-only", "the run was given its architecture and searched nothing", "leave it out");
        }

        var result = RunResult.Load(folder.Result);
        var recorded = ResultContent.Of(AtomicText.Read(folder.Result), WeightsOf(folder), folder.Result);
        var found = new Reproduction
        {
            Folder = folder.Root,
            Hash = recorded.Hash,
            Environment = Between(result.Environment, RunEnvironment.Capture(settings.Threads)),
            Notes = [.. NotesOn(result, settings, folder)],
        };
        if (result.Hash is { } told && told != recorded.Hash)
        {
            return found with { Obstacle = $"result.json or model.safetensors was changed after the run, whose hash was {told}" };
        }

        var dataset = DataCatalog.Load(
            settings.Data, new DataRequest { Options = settings.DataOptions, Observer = observer, Cancellation = cancellation });
        if (result.DataChecksum is { } seen && DataChecksum.Of(dataset) is var now && now != seen)
        {
            return found with { Obstacle = $"the data of {settings.Data} is not what the run saw: its checksum was {seen}, and is {now}" };
        }

        return found.Compare(recorded, Again, searchOnly, clock ?? TimeProvider.System);

        ResultContent Again()
        {
            using var temporary = output is null ? new TemporaryFolder("reproduce") : null;
            var place = output ?? temporary!.Path;
            Flow.Repeat(folder, searchOnly ? settings with { Train = false } : settings, place, observer, cancellation, clock, dataset);
            var second = RunFolder.Open(place);
            return ResultContent.Of(AtomicText.Read(second.Result), WeightsOf(second), second.Result);
        }
    }

    private Reproduction Compare(ResultContent recorded, Func<ResultContent> run, bool searchOnly, TimeProvider clock)
    {
        var began = clock.GetTimestamp();
        var repeated = run();
        return this with
        {
            RepeatedHash = searchOnly ? null : repeated.HashOfWhatIsIn(recorded),
            Differences = [.. recorded.DifferencesFrom(repeated).Where(difference => !searchOnly || IsOfSearch(difference.Name))],
            Seconds = clock.GetElapsedTime(began).TotalSeconds,
        };
    }

    /// <summary>What the search alone decides. A front may tell test accuracies, which it does not.</summary>
    private static bool IsOfSearch(string name) =>
        name is "genotype" or "params" or "macs" || name.StartsWith("search", StringComparison.Ordinal);

    private static string? WeightsOf(RunFolder folder) => File.Exists(folder.Model) ? ModelFile.Checksum(folder.Model) : null;

    private static IReadOnlyList<ResultDifference> Between(RunEnvironment recorded, RunEnvironment now) =>
    [
        .. new (string Name, object Recorded, object Now)[]
        {
            ("version", recorded.Version, now.Version),
            ("dotnet", recorded.Dotnet, now.Dotnet),
            ("libtorch", recorded.Libtorch, now.Libtorch),
            ("cpu", recorded.Cpu, now.Cpu),
            ("threads", recorded.Threads, now.Threads),
            ("vectorBits", recorded.VectorBits, now.VectorBits),
        }
        .Where(pair => !pair.Recorded.Equals(pair.Now))
        .Select(pair => new ResultDifference(pair.Name, pair.Recorded.ToString(), pair.Now.ToString())),
    ];

    private static IEnumerable<string> NotesOn(RunResult result, FlowSettings settings, RunFolder folder)
    {
        if (result.DataChecksum is null)
        {
            yield return "the run recorded no checksum of its data: whether that changed since is not known";
        }

        if (result.Hash is null)
        {
            yield return "the run recorded no hash: whether its files changed since is not known";
        }

        if (settings is { LatencyDevice: null, Limits.MaxLatencyMilliseconds: not null } && !File.Exists(folder.Measured))
        {
            yield return "the latencies that the run decided by are gone: they are measured anew, and the run repeats only as well as they do";
        }
    }
}
