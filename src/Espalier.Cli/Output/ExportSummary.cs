using System.Globalization;
using System.Text.Json;
using Espalier.Export;
using Espalier.Studies;

namespace Espalier.Cli.Output;

/// <summary>What an export came to, for people or as one document.</summary>
internal static class ExportSummary
{
    internal static void Print(ExportReport report, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, StudyJson.Document));
            return;
        }

        var gate = report.Gate;
        var attack = gate.Attack;
        var sheet = new Sheet();
        sheet.Add(
            "file",
            report.File is null
                ? "none: the gate was not passed"
                : $"{report.File} ({Readable.Count(report.Bytes)} bytes), card {report.Card}");
        sheet.Add("format", $"ONNX opset {report.Opset}, {report.Batch} batch, batch norms {(report.Folded ? "folded" : "kept")}");
        sheet.Add(
            "gate",
            $"{(gate.Passed ? "passed" : "FAILED")} on {Readable.Count(gate.Images)} images of {gate.Data}, ONNX Runtime {report.OnnxRuntime}");
        Add(sheet, "clean", gate.Clean, gate);
        Add(sheet, gate.AttackName, gate.Attacked, gate);
        sheet.Add(
            string.Empty,
            $"epsilon {Readable.Epsilon(attack.Epsilon)}, {attack.Steps} steps of {attack.StepSize:0.######}, made on the network");
        foreach (var time in report.Latency)
        {
            sheet.Add("latency", Latency(time));
        }

        sheet.Print();
    }

    private static void Add(Sheet sheet, string name, ReportedComparison found, ReportedGate gate)
    {
        var (here, there) = (found.Exported, found.Network);
        sheet.Add(
            name,
            $"{Readable.Share(here.Accuracy)} (95 % interval {Readable.Share(here.Interval[0])} to {Readable.Share(here.Interval[1])}), "
            + $"the network {Readable.Share(there.Accuracy)}");
        sheet.Add(string.Empty, string.Create(
            CultureInfo.InvariantCulture,
            $"logits within {found.LogitDifference:0.0e+0}, relative {found.RelativeDifference:0.0e+0} ")
            + string.Create(CultureInfo.InvariantCulture, $"(tolerated {gate.Tolerance:0.0e+0}), {found.Disagreements} classes differ"));
    }

    private static string Latency(ReportedLatency time)
    {
        var threads = $"{time.Threads} {(time.Threads == 1 ? "thread" : "threads")}{(time.Pinned ? ", pinned" : string.Empty)}";
        var noise = time.Noise is null ? string.Empty : $"; too noisy to say: {time.Noise}";
        var interval = string.Create(CultureInfo.InvariantCulture, $"{time.Interval[0]:0.000} to {time.Interval[1]:0.000}");
        return string.Create(
            CultureInfo.InvariantCulture, $"batch {time.Batch}: {time.Milliseconds:0.000} ms ({interval}), {threads}, {time.Runs} runs{noise}");
    }
}
