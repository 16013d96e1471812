using Espalier.Costs;
using Espalier.Studies;

namespace Espalier;

/// <summary>What a run will take, as far as a short trial of its stages can tell: the document of <c>plan --json</c>.</summary>
public sealed record RunPlan
{
    /// <summary>The networks that the search chooses from; null where the space cannot tell, or the architecture is given.</summary>
    public PlannedNetworks? Networks { get; init; }

    /// <summary>The stages in their order.</summary>
    public required IReadOnlyList<PlannedStage> Stages { get; init; }

    /// <summary>All stages, and what goes before them, in seconds.</summary>
    public required PlannedTime Seconds { get; init; }

    /// <summary>Memory.</summary>
    public required PlannedMemory Memory { get; init; }

    /// <summary>Disk space.</summary>
    public required PlannedDisk Disk { get; init; }

    /// <summary>What the user should know before the run is begun.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>What the trial ran on.</summary>
    public required RunEnvironment Environment { get; init; }
}

/// <summary>The ends of what a search chooses from.</summary>
/// <param name="Smallest">The fewest parameters and MACs; where latency is limited, what the smallest network took here, in ms.</param>
/// <param name="Largest">The most parameters and MACs.</param>
public sealed record PlannedNetworks(NetworkCost Smallest, NetworkCost Largest);

/// <summary>A time in seconds.</summary>
/// <param name="Expected">By the median of the steps tried.</param>
/// <param name="Low">By the fast ones, of the cheapest network tried.</param>
/// <param name="High">By the slow ones, of the dearest network tried.</param>
public sealed record PlannedTime(double Expected, double Low, double High)
{
    /// <summary>The sum of times.</summary>
    internal static PlannedTime Sum(IEnumerable<PlannedTime> times) => times.Aggregate(
        new PlannedTime(0, 0, 0), (sum, next) => new(sum.Expected + next.Expected, sum.Low + next.Low, sum.High + next.High));
}

/// <summary>One stage.</summary>
/// <param name="Name">score, search, judge, train, evaluate.</param>
/// <param name="Units">How many steps it has; of an evaluation images, of scores and judgements networks.</param>
/// <param name="Unit">The time of one step (image) in ms.</param>
/// <param name="Seconds">The time of the stage.</param>
/// <param name="PeakMiB">The most memory of the process in this stage.</param>
public sealed record PlannedStage(string Name, long Units, StepTimes Unit, PlannedTime Seconds, double PeakMiB)
{
    /// <summary>A stage of so many units.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="units">How many units.</param>
    /// <param name="unit">One of them.</param>
    /// <param name="peak">Its memory in MiB.</param>
    /// <param name="more">Seconds that do not depend on the units.</param>
    internal static PlannedStage Of(string name, long units, StepTimes unit, double peak, double more = 0)
    {
        return new(name, units, unit, new(Seconds(unit.Median), Seconds(unit.Low), Seconds(unit.High)), peak);

        double Seconds(double milliseconds) => more + (units * milliseconds / 1000);
    }
}

/// <summary>Memory.</summary>
/// <param name="PeakMiB">What the run is going to hold at most.</param>
/// <param name="AvailableMiB">What it could have now; null where the system does not tell.</param>
public sealed record PlannedMemory(double PeakMiB, double? AvailableMiB);

/// <summary>Disk space in bytes.</summary>
/// <param name="Place">The folder that it is needed in; the nearest one that exists.</param>
/// <param name="Bytes">What the finished run takes: checkpoints, each with the one before it, model, log, study.</param>
/// <param name="PeakBytes">What it takes while the largest checkpoint is written aside.</param>
/// <param name="FreeBytes">What is free there; null where the system does not tell.</param>
/// <param name="SearchCheckpoint">One checkpoint of the search.</param>
/// <param name="TrainCheckpoint">One checkpoint of the training.</param>
/// <param name="Model">The weights.</param>
/// <param name="Log">The log.</param>
/// <param name="Study">The study's database.</param>
public sealed record PlannedDisk(
    string Place,
    long Bytes,
    long PeakBytes,
    long? FreeBytes,
    long SearchCheckpoint,
    long TrainCheckpoint,
    long Model,
    long Log,
    long Study);
