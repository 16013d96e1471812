using Espalier.Data;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Studies;
using Espalier.Studies.Store;

namespace Espalier;

/// <content>What a run is going to take, from a short trial of its stages on the real data at the real sizes.</content>
public sealed partial class Flow
{
    // What an epoch and a trial add to log and study, about: measured on runs of every method.
    private const long EpochLogBytes = 3 * 1024;
    private const long EpochStudyBytes = 6 * 1024;
    private const long TrialBytes = 2 * 1024;

    /// <summary>
    /// Tries the stages of a run for half a minute or less, where steps are short: at least two warm steps of each. Nothing is written but in a
    /// temporary folder, which is deleted.
    /// </summary>
    /// <param name="settings">What decides the run.</param>
    /// <param name="place">Where the run would go.</param>
    /// <param name="observer">Whoever watches.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    /// <param name="clock">For the times; that of the system by default.</param>
    /// <param name="data">What the settings' data is, where the caller has read it already.</param>
    /// <exception cref="InvalidInputException">The settings or the data are at fault, or no network keeps the limits.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public static RunPlan Plan(
        FlowSettings settings,
        string place,
        IFlowObserver observer,
        CancellationToken cancellation,
        TimeProvider? clock = null,
        Dataset? data = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        using var folder = new TemporaryFolder("plan");
        var flow = new Flow(
            settings, () => RunFolder.Create(folder.Path), null, observer, clock ?? TimeProvider.System, cancellation, data, begins: true);
        using (flow.record)
        {
            return flow.DryRun(place);
        }
    }

    private RunPlan DryRun(string place)
    {
        var before = PeakMemory.MiB();
        var stages = new List<PlannedStage>();
        var sizes = new DrySizes();
        var warnings = new List<string>();
        var drawn = DrawNetworks(warnings);
        if (method is not null && searched is not null)
        {
            stages.AddRange(method.Type.IsAssignableTo(typeof(GradientStrategy))
                ? DryGradientStages(searched, drawn, sizes)
                : DrySamplingStages(Sampler(method), searched, drawn, sizes));
        }

        if (settings.Train)
        {
            stages.Add(DryTraining(Ends(drawn), sizes));
            stages.Add(DryEvaluation(drawn.Genotypes[0]));
        }

        var memory = new PlannedMemory(stages.Select(stage => stage.PeakMiB).Append(before).Max(), FreeSpace.MemoryMiB());
        var disk = Disk(place, sizes);
        return new RunPlan
        {
            Networks = method is null ? null : NetworksToChooseFrom(),
            Stages = stages,
            Seconds = PlannedTime.Sum(stages.Select(stage => stage.Seconds)),
            Memory = memory,
            Disk = disk,
            Warnings = [.. warnings, .. Warnings(stages, memory, disk)],
            Environment = RunEnvironment.Capture(settings.Threads),
        };
    }

    private PlannedNetworks? NetworksToChooseFrom()
    {
        if (Extremes() is not { } ends || space is not IPricedSpace { Smallest: var smallest })
        {
            return null;
        }

        var latency = settings.Limits.MaxLatencyMilliseconds is null ? (double?)null : FastestOf(smallest);
        return new(ends.Smallest with { LatencyMilliseconds = latency }, ends.Largest);
    }

    private PlannedDisk Disk(string place, DrySizes sizes)
    {
        var (existing, free) = FreeSpace.Disk(place);
        var study = Directory.EnumerateFiles(folder.Root, StoreAddress.FileName + "*").Sum(file => new FileInfo(file).Length)
            + (EpochStudyBytes * (sizes.SearchEpochs + (settings.Train ? settings.Recipe.Rounds : 0)))
            + (TrialBytes * sizes.Trials);
        var log = sizes.Log + (EpochLogBytes * sizes.SearchEpochs) + (TrialBytes * sizes.Trials);
        var bytes = (2 * (sizes.Search + sizes.Train)) + sizes.Model + log + study;
        return new(existing, bytes, bytes + Math.Max(sizes.Search, sizes.Train), free, sizes.Search, sizes.Train, sizes.Model, log, study);
    }

    private static IEnumerable<string> Warnings(IEnumerable<PlannedStage> stages, PlannedMemory memory, PlannedDisk disk)
    {
        foreach (var stage in stages)
        {
            if (stage.Unit.Noise is { } noise)
            {
                yield return $"the machine was too noisy to say how long {stage.Name} takes: {noise}";
            }
        }

        if (memory.PeakMiB > memory.AvailableMiB)
        {
            yield return FormattableString.Invariant(
                $"the run needs {memory.PeakMiB:N0} MiB of memory, and {memory.AvailableMiB:N0} can be had; give a smaller --batch, or --memory low");
        }

        if (disk.PeakBytes > disk.FreeBytes)
        {
            yield return FormattableString.Invariant(
                $"the run needs {disk.PeakBytes:N0} bytes in {disk.Place}, and {disk.FreeBytes:N0} are free; make room, or give another --out");
        }
    }

    /// <summary>This flow, as another observer and another end see it; its candidates are tried apart.</summary>
    private Flow SeenBy(IFlowObserver watch, CancellationToken end)
    {
        var other = (Flow)MemberwiseClone();
        (other.observer, other.cancellation, other.settings) = (watch, end, settings with { Candidates = 1, Finalists = 1 });
        return other;
    }

    /// <summary>Bytes of what the trial wrote, and how often the run is going to write such.</summary>
    private sealed class DrySizes
    {
        internal long Search { get; set; }

        internal long Train { get; set; }

        internal long Model { get; set; }

        internal long Log { get; set; }

        internal int SearchEpochs { get; set; }

        internal int Trials { get; set; }
    }
}
