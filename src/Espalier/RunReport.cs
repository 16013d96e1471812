using System.Security.Cryptography;
using Espalier.Data;
using Espalier.Evaluation;
using Espalier.Reports;
using Espalier.Spaces;
using Espalier.Studies;
using Espalier.Studies.Store;

namespace Espalier;

/// <summary>The report of a run: gathers what its folder and its study hold, attacks its network if asked to, and writes the page.</summary>
public sealed class RunReport
{
    /// <summary>Test images that the network is attacked on unless somebody asks for another number.</summary>
    public const int DefaultImages = 512;

    private readonly RunFolder folder;
    private readonly FlowSettings settings;
    private readonly TimeProvider clock;
    private readonly string path;
    private readonly List<string> notes = [];

    private RunReport(string path, TimeProvider clock)
    {
        (this.path, this.clock, folder) = (path, clock, RunFolder.Open(path));
        settings = Flow.SettingsOf(folder);
    }

    /// <summary>The page's file unless another is asked for.</summary>
    public string DefaultFile => folder.Report;

    /// <summary>Whether there is a trained network, which can be attacked.</summary>
    public bool IsTrained => File.Exists(folder.Model);

    /// <summary>Opens a run, finished or not.</summary>
    /// <param name="path">Its folder.</param>
    /// <param name="clock">For the date of the report; that of the system by default.</param>
    /// <exception cref="InvalidInputException">There is no run, or it is damaged.</exception>
    public static RunReport Open(string path, TimeProvider? clock = null) => new(path, clock ?? TimeProvider.System);

    /// <summary>Reads the run's data, which a report shows and attacks on; without it, a report says that it is not there.</summary>
    /// <param name="observer">Whoever watches.</param>
    /// <param name="cancellation">Looked at while reading.</param>
    public Dataset? Data(IFlowObserver observer, CancellationToken cancellation)
    {
        try
        {
            return DataCatalog.Load(
                settings.Data, new DataRequest { Options = settings.DataOptions, Observer = observer, Cancellation = cancellation });
        }
        catch (InvalidInputException fault)
        {
            notes.Add($"The data could not be read: {fault.Message}.");
            return null;
        }
    }

    /// <summary>
    /// Accuracy over the radius of the attack: what an earlier report measured of these weights, as long as no other number of images is
    /// asked for; else measured now, and kept in the run's folder.
    /// </summary>
    /// <param name="data">The run's data; null: only what is there already.</param>
    /// <param name="images">The first so many test images, 0 = all; null: what is there, else <see cref="DefaultImages"/>.</param>
    /// <param name="observer">Whoever watches.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <exception cref="InvalidInputException">The model or the curve is damaged, or there are not so many images.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted; nothing was kept.</exception>
    public RobustnessCurve? Attack(Dataset? data, int? images, IFlowObserver observer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (!IsTrained)
        {
            return null;
        }

        var sum = FileFault.Guard(folder.Model, () =>
        {
            using var content = File.OpenRead(folder.Model);
            return Convert.ToHexStringLower(SHA256.HashData(content));
        });
        int? asked = data is null ? null : Asked(data.Test, images);
        var known = RobustnessCurve.TryLoad(folder.Robustness);
        var fits = known?.Model == sum && known.Steps == settings.PgdSteps;
        if (fits && (images is null || asked is null || known!.Images == asked))
        {
            return known;
        }

        return data is null ? null : Measured(data.Test.Take(asked!.Value), sum, observer, cancellation);
    }

    /// <summary>Says in the report why there is no curve, or anything else that is not as it could be.</summary>
    public void Note(string text) => notes.Add(text);

    /// <summary>Everything that the report tells.</summary>
    /// <param name="data">The run's data, where it is at hand.</param>
    /// <param name="robustness">Accuracy over the radius of the attack.</param>
    /// <exception cref="InvalidInputException">A file of the run is damaged.</exception>
    public ReportedRun Gather(Dataset? data, RobustnessCurve? robustness)
    {
        var space = Flow.SpaceOf(settings.Space);
        var result = folder.IsFinished ? RunResult.Load(folder.Result) : null;
        var study = Study();
        var model = IsTrained ? ModelFile.Checksum(folder.Model) : null;
        return new ReportedRun
        {
            Folder = path,
            Name = Path.GetFileName(folder.Root.TrimEnd('/')),
            Method = settings.Method,
            Space = settings.Space,
            Data = settings.Data,
            Seed = settings.Seed,
            Searches = settings.Genotype is null,
            Trains = settings.Train,
            TrainingEpochs = settings.Recipe.Rounds,
            Epsilon = settings.Epsilon,
            TestImages = result?.TestImages ?? (settings.TestImages > 0 ? settings.TestImages : data?.Test.Count),
            Settings = AtomicText.Read(folder.Run),
            Command = settings.Command,
            State = result is not null ? "finished" : study?.Study.State.ToString().ToLowerInvariant() ?? "unfinished",
            Failure = result is null ? study?.Study.Failure : null,
            Result = result,
            Genotype = Chosen(space, result),
            Operations = (space as IRelaxedSpace)?.Operations.Count,
            Curves = RunCurves.Read(folder.Log),
            Robustness = robustness,
            Evaluations = model is null ? [] : new RobustFolder(folder.Root).Of(model),
            Corruptions = model is null ? [] : new CorruptionFolder(folder.Root).Of(model),
            Outliers = model is null ? [] : new OutlierFolder(folder.Root).Of(model),
            Dataset = data,
            Sessions = [.. (study?.Sessions ?? []).Select(session => new RunSession(
                session.Number, session.Started, session.Seen, session.Host, session.Environment))],
            Notes = [.. notes],
            Made = clock.GetUtcNow(),
            Version = RunEnvironment.Capture(settings.Threads).Version,
        };
    }

    private static int Asked(ImageSet test, int? images) => images switch
    {
        null => Math.Min(DefaultImages, test.Count),
        0 => test.Count,
        { } count when count <= test.Count => count,
        { } count => throw new InvalidInputException($"--images {count}", $"{test.Name} has {test.Count} images", "ask for fewer, or 0 for all"),
    };

    private RobustnessCurve Measured(ImageSet test, string sum, IFlowObserver observer, CancellationToken cancellation)
    {
        var (network, _) = ModelFile.Load(folder.Model, Flow.SpaceOf);
        using (network)
        {
            var radii = RobustnessCurve.RadiiWith(settings.Epsilon).Count;
            observer.Begin("attack", $"{test.Count} test images at {radii} radii, pgd-{settings.PgdSteps}");
            var curve = RobustnessCurve.Measure(
                network,
                test,
                sum,
                settings.Epsilon,
                settings.PgdSteps,
                settings.Seed,
                (done, total) => observer.Progress(done, total, "images at every radius", done == total),
                cancellation);
            AtomicText.Write(folder.Robustness, System.Text.Json.JsonSerializer.Serialize(curve, StudyJson.Document) + "\n");
            return curve;
        }
    }

    private Genotype? Chosen(ISearchSpace space, RunResult? result) =>
        result is not null ? space.Parse(result.Genotype, folder.Result)
        : File.Exists(folder.Genotype) ? space.Parse(AtomicText.Read(folder.Genotype).Trim(), folder.Genotype)
        : settings.Genotype is { } given ? space.Parse(given, folder.Run)
        : null;

    /// <summary>The store may be on a machine that does not answer now: the folder tells most.</summary>
    private StudyOverview? Study()
    {
        try
        {
            if (StudyReference.Load(folder) is not { } reference)
            {
                return null;
            }

            using var store = StudyStore.Open(reference.Address(folder), create: false);
            return store.Study(reference.Study) is null ? null : store.Overview(reference.Study);
        }
        catch (InvalidInputException fault)
        {
            notes.Add($"The study store could not be read: {fault.Message}.");
            return null;
        }
    }
}
