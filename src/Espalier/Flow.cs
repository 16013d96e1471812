using System.Text.Json;
using Espalier.Attacks;
using Espalier.Catalog;
using Espalier.Data;
using Espalier.Estimators;
using Espalier.Estimators.Tables;
using Espalier.Evaluation;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Studies;
using Espalier.Studies.Store;
using Espalier.Training;

namespace Espalier;

/// <summary>
/// The whole pipeline: data, search, front, training, evaluation, result. Every stage leaves its product in the run's folder, so a run that was
/// interrupted goes on where it was, and ends with the same bits.
/// </summary>
public sealed partial class Flow
{
    private FlowSettings settings;
    private readonly RunFolder folder;
    private readonly Measurements measurements;
    private readonly StudyRecorder record;
    private readonly TimeProvider clock;
    private readonly ISearchSpace space;
    private readonly DeviceLatency? device;
    private readonly CatalogEntry? method;
    private readonly Dataset dataset;
    private readonly DataSplit? searched;
    private readonly DataSplit final;
    private readonly ImageSet? outliers;
    private readonly ShiftWishes shifts;
    private IFlowObserver observer;
    private CancellationToken cancellation;

    /// <summary>Looks at everything that can be at fault before the folder is made.</summary>
    private Flow(
        FlowSettings settings,
        Func<RunFolder> folder,
        StoreAddress? store,
        IFlowObserver observer,
        TimeProvider clock,
        CancellationToken cancellation,
        Dataset? data = null,
        bool begins = false)
    {
        (this.settings, this.observer, this.clock, this.cancellation) = (settings, observer, clock, cancellation);
        if (settings.Faults().ToArray() is { Length: > 0 } faults)
        {
            throw new InvalidInputException("settings", string.Join("; ", faults), "see --help");
        }

        space = SpaceOf(settings.Space);
        device = settings.LatencyDevice is { } named ? LatencyOn(named, space) : null;
        method = settings.Genotype is null ? MethodOf(settings) : null;
        if (method is not null)
        {
            StrategySpaces.Require(method, space);
            RequireForm(method);
        }

        dataset = data ?? DataCatalog.Load(
            settings.Data, new DataRequest { Options = settings.DataOptions, Observer = observer, Cancellation = cancellation });

        // Both now: too many images asked for must not be found out after the search.
        searched = method is null
            ? null
            : Split(new SplitOptions { TrainImages = settings.SearchImages, TestImages = settings.TestImages });
        final = Split(new SplitOptions { TrainImages = settings.FinalImages, ValidationFraction = 0, TestImages = settings.TestImages });
        set_num_threads(settings.Threads);
        outliers = OtherImages();
        shifts = Shifts();
        if (begins)
        {
            RequireFeasible();
        }

        var shared = store is null ? null : StudyStore.Open(store);
        try
        {
            this.folder = folder();
            measurements = Measurements.Open(this.folder.Measured);
            record = Recorder(shared);
        }
        catch
        {
            shared?.Dispose();
            throw;
        }
    }

    /// <summary>Starts a run in a fresh folder, and sees it through.</summary>
    /// <param name="settings">What decides the run.</param>
    /// <param name="path">The folder.</param>
    /// <param name="observer">Whoever watches.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    /// <param name="clock">For the times told; that of the system by default.</param>
    /// <param name="replace">Whether a run that lies there is deleted first. What a store recorded of it stays.</param>
    /// <param name="store">Where the run is recorded as a study; null: in <c>study.db</c> in the folder.</param>
    /// <param name="data">What the settings' data is, where the caller has read it already.</param>
    /// <exception cref="InvalidInputException">The settings or the data are at fault.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted; <see cref="Resume"/> goes on.</exception>
    public static RunResult Start(
        FlowSettings settings,
        string path,
        IFlowObserver observer,
        CancellationToken cancellation,
        TimeProvider? clock = null,
        bool replace = false,
        StoreAddress? store = null,
        Dataset? data = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new Flow(settings, Fresh, store, observer, clock ?? TimeProvider.System, cancellation, data, begins: true).Run();

        RunFolder Fresh()
        {
            var folder = RunFolder.Create(path, replace);
            AtomicText.Write(folder.Run, JsonSerializer.Serialize(settings, StudyJson.Document) + "\n");
            return folder;
        }
    }

    /// <summary>Goes on with an interrupted run; a finished one gives its result.</summary>
    /// <exception cref="InvalidInputException">The folder holds no run, or a damaged one.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted again.</exception>
    public static RunResult Resume(string path, IFlowObserver observer, CancellationToken cancellation, TimeProvider? clock = null)
    {
        var folder = RunFolder.Open(path);
        return folder.IsFinished
            ? RunResult.Load(folder.Result)
            : new Flow(SettingsOf(folder), () => folder, null, observer, clock ?? TimeProvider.System, cancellation).Run();
    }

    /// <summary>The search space of a name.</summary>
    /// <exception cref="InvalidInputException">There is none.</exception>
    public static ISearchSpace SpaceOf(string name) =>
        (ISearchSpace)Activator.CreateInstance(MethodCatalog.Of<ISearchSpace>().Find("space", name).Type)!;

    /// <summary>The settings a run was started with.</summary>
    public static FlowSettings SettingsOf(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return StudyJson.Read<FlowSettings>(AtomicText.Read(folder.Run), folder.Run, "start the run anew");
    }

    private CheckpointPace Pace() => new(TimeSpan.FromSeconds(settings.CheckpointSeconds), clock);

    private DataSplit Split(SplitOptions options) => new(dataset, options, SeededRandom.Derive(settings.Seed, "split"));

    private RunResult Run() => Recorded(() =>
    {
        var search = Search();
        if (search.Report.Failure is { } failure)
        {
            observer.Warn($"the search ended early: {failure}; the network is the one it had come to");
        }

        AtomicText.Write(folder.Genotype, search.Genotype.Text + "\n");
        var cost = CostOf(search.Genotype);
        var selection = Select(search, cost);
        Record(selection, search.Report.Failure);
        var trained = settings.Train ? TrainAll(selection.Finalists) : [];
        var result = Hashed(Result(search, cost, selection, trained));

        // Before the file that says the run is finished: what is interrupted between the two is done again.
        Record(result, trained);
        result.Save(folder.Result);
        return result;
    });

    private TrainingOutcome Train(Network network, TrainingPlace place, int finalists)
    {
        var data = final;
        using var generator = new Generator(SeededRandom.Derive(place.Seed, "weights"));
        Initialization.Draw(network, generator);
        using var trainer = new Trainer(network, data.Train, data.Statistics, settings.Recipe, place.Seed, clock: clock);
        observer.Begin("train", $"{Which(place, finalists)}{settings.Recipe.Rounds} epochs of {trainer.Images} images{HeldOut(trainer)}");
        using var lines = RunLog.Continue(folder.Log);
        var logged = 0;
        var outcome = trainer.Train(
            folder.Checkpoint(place.Checkpoint),
            Pace(),
            observer.Warn,
            progress =>
            {
                Watch(progress, place);
                Log();
            },
            cancellation: cancellation);

        // Of a training that was over already nobody tells a step.
        Log();
        if (outcome.End == TrainingEnd.Interrupted)
        {
            throw new OperationCanceledException(cancellation);
        }

        if (outcome.End == TrainingEnd.Diverged)
        {
            observer.Warn($"the training diverged: {outcome.Reason}");
        }

        if (outcome.Overfitting is { } fall)
        {
            observer.Warn(fall.Told(outcome.Kept));
        }

        ModelFile.Save(folder.ModelOf(place.Finalist, place.Replicate), network, Card(place.Network.Candidate.Genotype));
        return outcome;

        void Log()
        {
            for (; logged < trainer.Epochs.Count; logged++)
            {
                lines.Append(place.Line(trainer.Epochs[logged]));
            }
        }
    }

    private RobustReport Evaluate(Network network, ImageSet test, string which)
    {
        observer.Begin("evaluate", $"{which}{test.Count} test images, epsilon {settings.Epsilon:0.####}");
        return Robust(network, test, (done, total) => observer.Progress(done, total, "clean, fgsm, pgd", done == total));
    }

    private RobustReport Robust(Network network, ImageSet images, Action<int, int>? progress)
    {
        var attack = new AttackSettings { Epsilon = settings.Epsilon };
        return new Evaluator().Robust(
            network, images, new Fgsm(attack), new Pgd(attack with { Steps = settings.PgdSteps }), settings.Seed, progress, cancellation);
    }

    private NetworkSettings FinalSettings() => NetworkOf(settings.Final) with
    {
        Auxiliary = settings.Recipe.AuxiliaryWeight > 0,
        Statistics = final.Statistics,
    };

    private NetworkSettings NetworkOf(NetworkSize size) => new()
    {
        Channels = size.Channels,
        Cells = size.Cells,
        StemStride = settings.StemStride,
        Kernels = settings.Kernels,
        Memory = settings.Memory,
        Input = dataset.Train.Shape,
        Classes = dataset.Train.Classes,
    };

    private ModelCard Card(Genotype genotype) => new()
    {
        Space = settings.Space,
        Genotype = genotype.Text,
        Data = settings.Data,
        DataOptions = settings.DataOptions,
        Channels = settings.Final.Channels,
        Cells = settings.Final.Cells,
        StemStride = settings.StemStride,
        Input = [dataset.Train.Shape.Channels, dataset.Train.Shape.Height, dataset.Train.Shape.Width],
        Classes = dataset.Train.ClassNames,
        Auxiliary = settings.Recipe.AuxiliaryWeight > 0,
    };

    private long[] InputShape() => [dataset.Train.Shape.Channels, dataset.Train.Shape.Height, dataset.Train.Shape.Width];
}
