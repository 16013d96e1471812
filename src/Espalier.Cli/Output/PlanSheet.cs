using System.Globalization;
using Espalier.Costs;

namespace Espalier.Cli.Output;

/// <summary>What a run is going to take, for people.</summary>
internal static class PlanSheet
{
    internal static void Print(RunPlan plan, FlowSettings settings)
    {
        var networks = new Sheet();
        if (plan.Networks is { } ends)
        {
            var size = $"{settings.Final.Channels} channels and {settings.Final.Cells} cells";
            networks.Add("limits", settings.Limits.Bind ? $"{settings.Limits}: some network keeps them" : "none");
            networks.Add("smallest network", $"{Cost(ends.Smallest)} ({size})");
            networks.Add("largest network", Cost(ends.Largest));
            networks.Print();
            Console.Out.WriteLine();
        }

        PrintStages(plan);
        Console.Out.WriteLine();
        var needs = new Sheet();
        needs.Add("memory", $"{MiB(plan.Memory.PeakMiB)} at most{Beside(plan.Memory.AvailableMiB, MiB, "can be had")}");
        var disk = plan.Disk;
        needs.Add(
            "disk",
            $"{Bytes(disk.Bytes)}, {Bytes(disk.PeakBytes)} at most{Beside(disk.FreeBytes, free => Bytes((long)free), $"free in {disk.Place}")}");
        needs.Add(
            "",
            $"of it checkpoints {Bytes(2 * disk.SearchCheckpoint)} + {Bytes(2 * disk.TrainCheckpoint)}, model {Bytes(disk.Model)}, "
            + $"log {Bytes(disk.Log)}, study {Bytes(disk.Study)}");
        foreach (var warning in plan.Warnings)
        {
            needs.Add("warning", warning);
        }

        needs.Print();
    }

    private static void PrintStages(RunPlan plan)
    {
        var sheet = new Sheet("stage", ">steps", ">ms a step", ">time", "from .. to", ">tried", ">MiB");
        foreach (var stage in plan.Stages)
        {
            sheet.Add(
                stage.Name,
                Readable.Count(stage.Units) + (stage.Name == "evaluate" ? " images" : string.Empty),
                stage.Unit.Median.ToString("0.##", CultureInfo.InvariantCulture),
                Time(stage.Seconds.Expected) + Doubt([stage]),
                Range(stage.Seconds),
                Readable.Count(stage.Unit.Steps),
                stage.PeakMiB.ToString("N0", CultureInfo.InvariantCulture));
        }

        sheet.Add("total", "", "", Time(plan.Seconds.Expected) + Doubt(plan.Stages), Range(plan.Seconds), "", "");
        sheet.Print();
    }

    private static string Cost(NetworkCost cost) =>
        $"{Readable.Count(cost.Parameters)} parameters, {Readable.Count(cost.Macs)} MACs"
        + (cost.LatencyMilliseconds is { } latency ? $", {Readable.Number(latency)} ms" : string.Empty);

    private static string Doubt(IEnumerable<PlannedStage> stages) => stages.All(stage => stage.Unit.Noise is null) ? string.Empty : " ?";

    private static string Range(PlannedTime time) => $"{Time(time.Low)} .. {Time(time.High)}";

    private static string Time(double seconds) => Readable.Duration(TimeSpan.FromSeconds(seconds));

    private static string MiB(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:N0} MiB");

    private static string Bytes(long bytes) => bytes switch
    {
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:N0} KiB"),
        < 10L * 1024 * 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):N1} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024 * 1024):N0} GiB"),
    };

    private static string Beside(double? value, Func<double, string> text, string what) =>
        value is { } known ? $"; {text(known)} {what}" : string.Empty;
}
