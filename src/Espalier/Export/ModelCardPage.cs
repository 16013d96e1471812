using System.Globalization;
using System.Text;
using Espalier.Attacks;
using Espalier.Evaluation;
using Espalier.Studies;

namespace Espalier.Export;

/// <summary>The page that goes with an exported file: what it is, what it was measured to do, and what it is not known to do.</summary>
internal static class ModelCardPage
{
    internal static string Of(
        ExportReport report,
        RunResult? run,
        IReadOnlyList<RobustEvaluation> robustness,
        IReadOnlyList<CorruptionEvaluation> corruptions,
        IReadOnlyList<OutlierEvaluation> outliers)
    {
        var page = new StringBuilder();
        Head(page, report);
        Data(page, report, run);
        Threat(page, report);
        Numbers(page, report);
        Robustness(page, robustness);
        ModelCardShifts.Write(page, corruptions, outliers);
        Limits(page, report, robustness, outliers.Count > 0);
        Usage(page, report);
        Origin(page, report, run);
        return page.ToString();
    }

    private static void Head(StringBuilder page, ExportReport report)
    {
        var shape = string.Join(" x ", report.Input.Shape.Skip(1));
        Line(page, $"# {Path.GetFileName(report.File)}");
        Line(page, $"");
        Line(page, $"A classifier of images into {report.Model.Classes.Count} classes, of the search space `{report.Model.Space}`.");
        Line(page, $"");
        Line(page, $"| | |");
        Line(page, $"|---|---|");
        Line(page, $"| input | `{report.Input.Name}`: float, batch ({report.Batch}) x {shape}; pixels from 0 to 1, **not** normalised |");
        Line(page, $"| output | `{report.Output.Name}`: float, batch x {report.Model.Classes.Count}; logits |");
        Line(page, $"| classes | {string.Join(", ", report.Model.Classes.Select((name, i) => $"{i} {name}"))} |");
        var norms = report.Folded ? "batch norms folded into convolutions" : "batch norms kept";
        Line(page, $"| format | ONNX, opset {report.Opset}, {norms}, {report.Bytes:N0} bytes |");
        Line(page, $"| network | {report.Model.Channels} channels, {report.Model.Cells} cells, stem stride {report.Model.StemStride} |");
        Line(page, $"| genotype | `{report.Model.Genotype}` |");
        Line(page, $"");
    }

    private static void Data(StringBuilder page, ExportReport report, RunResult? run)
    {
        Line(page, $"## Data");
        Line(page, $"");
        Line(page, $"Trained on `{report.Model.Data}`, {Training(run)}.");
        Line(page, $"Measured below on {report.Gate.Images:N0} images of the held-out test part (`{report.Gate.Data}`).");
        Line(page, $"");
    }

    private static string Training(RunResult? run)
    {
        if (run?.Train is not { } training)
        {
            return "how is not recorded beside the model";
        }

        var origin = run.Search is null ? "a given genotype" : $"found by `{run.Method}`";
        return $"for {training.Epochs} {(training.Epochs == 1 ? "epoch" : "epochs")} with seed {run.Seed}, {origin}";
    }

    private static void Threat(StringBuilder page, ExportReport report)
    {
        var attack = report.Gate.Attack;
        Line(page, $"## Threat model");
        Line(page, $"");
        Line(page, $"An attacker who knows the network and its weights (white box) and moves {Reach(attack.Norm, attack.Epsilon)},");
        Line(page, $"within 0 to 1: {report.Gate.AttackName}, {attack.Steps} steps, the first of {attack.StepSize:0.######}.");
        Line(page, $"The images were made on the network that was exported and shown to this file.");
        Line(page, $"An image that is classified wrongly as it is counts as wrong under attack.");
        Line(page, $"");
    }

    private static void Numbers(StringBuilder page, ExportReport report)
    {
        var gate = report.Gate;
        Line(page, $"## Measured");
        Line(page, $"");
        Line(page, $"| | this file | 95 % interval (Wilson) | the network it was made from | largest difference of a logit |");
        Line(page, $"|---|---|---|---|---|");
        Row(page, "clean", gate.Clean);
        Row(page, gate.AttackName, gate.Attacked);
        Line(page, $"");
        Line(page, $"The interval tells what {gate.Images:N0} images can tell of this one file; another training run may lie outside.");
        Line(page, $"");
        Line(page, $"| batch | threads | ms per batch, median | interval | |");
        Line(page, $"|---|---|---|---|---|");
        foreach (var time in report.Latency)
        {
            var trust = time.Noise is null ? "" : $"**too noisy to say**: {time.Noise}";
            var threads = $"{time.Threads}{(time.Pinned ? ", pinned" : "")}";
            var interval = FormattableString.Invariant($"{time.Interval[0]:0.000} to {time.Interval[1]:0.000} ({100 * time.Coverage:0.0} %)");
            Line(page, $"| {time.Batch} | {threads} | {time.Milliseconds:0.000} | {interval} | {trust} |");
        }

        Line(page, $"");
        Line(page, $"ONNX Runtime {report.OnnxRuntime}, processor, {report.Environment.Cpu}.");
        Line(page, $"The interval is that of the median of rounds of runs, by order statistics.");
        Line(page, $"");
    }

    private static void Robustness(StringBuilder page, IReadOnlyList<RobustEvaluation> robustness)
    {
        if (robustness.Count == 0)
        {
            return;
        }

        Line(page, $"## Robustness");
        Line(page, $"");
        Line(page, $"Of the network that this file was made from, by `espalier evaluate`. The attacker knows the network and its weights (white box;");
        Line(page, $"square sees logits only). Each attack is made on what the ones before it left standing, and an image counts as right only where");
        Line(page, $"it stands them all. Still an upper bound: a stronger attack may leave less.");
        foreach (var found in robustness)
        {
            var (clean, robust) = (found.CleanAccuracy(), found.RobustAccuracy());
            Line(page, $"");
            Line(page, $"### {found.Request.Attack}, {found.Request.Norm.Text()}");
            Line(page, $"");
            Line(page, $"The attacker moves {Reach(found.Request.Norm.Text(), found.Request.Epsilon)}.");
            Line(page, $"On {found.Request.Images:N0} test images of `{found.Request.Data}` (seed {found.Request.Seed}):");
            Line(page, $"");
            Line(page, $"| | accuracy | 95 % interval (Wilson) | attacked | broken |");
            Line(page, $"|---|---|---|---|---|");
            Line(page, $"| clean | {clean.Fraction:0.0000} | {clean.Interval.Low:0.0000} to {clean.Interval.High:0.0000} | | |");
            foreach (var (i, attack) in found.Attacks.Index())
            {
                var left = found.After(i + 1);
                Line(page, $"| {attack.Name} | {left.Fraction:0.0000} | {left.Interval.Low:0.0000} to {left.Interval.High:0.0000} | {attack.Attacked} | {attack.Broken} |");
            }

            Line(page, $"");
            Line(page, $"Robust accuracy: **{robust.Fraction:0.0000}**.");
            foreach (var alarm in found.Alarms)
            {
                Line(page, $"**Not to be believed** ({alarm.Name}): {alarm.Text}.");
            }

            foreach (var note in found.Notes)
            {
                Line(page, $"Note: {note}.");
            }
        }

        Line(page, $"");
    }

    private static string Reach(string norm, double epsilon) => norm == Norm.L2.Text()
        ? FormattableString.Invariant($"the whole image by at most {epsilon:0.######} in l2 (pixels being 0 to 1)")
        : FormattableString.Invariant($"every pixel by at most {epsilon:0.######} ({epsilon * 255:0.##}/255, l-infinity)");

    private static void Row(StringBuilder page, string name, ReportedComparison found)
    {
        var (here, there) = (found.Exported, found.Network);
        var interval = FormattableString.Invariant($"{here.Interval[0]:0.0000} to {here.Interval[1]:0.0000}");
        Line(page, $"| {name} | {here.Accuracy:0.0000} | {interval} | {there.Accuracy:0.0000} | {found.LogitDifference:0.0e+0} |");
    }

    private static void Limits(StringBuilder page, ExportReport report, IReadOnlyList<RobustEvaluation> robustness, bool metOthers)
    {
        var measured = robustness.Any(found => found.Attacks.Count > 1) ? "by the attacks above" : "by one attack";
        Line(page, $"## Limits");
        Line(page, $"");
        Line(page, $"- Robustness is measured {measured}, so it is an upper bound: a stronger one, or one of another norm, may do better.");
        var nothing = metOthers ? "Beyond what stands above, nothing" : "Nothing";
        Line(page, $"- {nothing} is known about images unlike those of `{report.Model.Data}`: the file answers with a class, whatever it is shown.");
        Line(page, $"- Logits are not calibrated: their softmax is no probability to rely on.");
        Line(page, $"- The times are those of the machine above, as busy as it was.");
        Line(page, $"");
    }

    private static void Usage(StringBuilder page, ExportReport report)
    {
        var sizes = string.Join(", ", report.Input.Shape.Select(size => size < 0 ? 1 : size));
        Line(page, $"## From C#");
        Line(page, $"");
        Line(page, $"With the package `Microsoft.ML.OnnxRuntime`:");
        Line(page, $"");
        Line(page, $"```csharp");
        Line(page, $"using Microsoft.ML.OnnxRuntime;");
        Line(page, $"using Microsoft.ML.OnnxRuntime.Tensors;");
        Line(page, $"");
        Line(page, $"using var session = new InferenceSession(\"{Path.GetFileName(report.File)}\");");
        Line(page, $"var pixels = new DenseTensor<float>(new[] {{ {sizes} }}); // [image, channel, row, column], 0 to 1");
        Line(page, $"using var results = session.Run(new[] {{ NamedOnnxValue.CreateFromTensor(\"{report.Input.Name}\", pixels) }});");
        Line(page, $"float[] logits = results.First().AsEnumerable<float>().ToArray();");
        Line(page, $"```");
        Line(page, $"");
    }

    private static void Origin(StringBuilder page, ExportReport report, RunResult? run)
    {
        Line(page, $"## Where it is from");
        Line(page, $"");
        Line(page, $"Espalier {report.Environment.Version}; SHA-256 `{report.Sha256}`.");
        if (report.Command.Length > 0)
        {
            Line(page, $"Exported by `{report.Command}`.");
        }

        if (run is { Accuracy: { } accuracy, Attack: { } attack })
        {
            Line(page, $"Its run reports, on its own test images: clean {accuracy.Clean:0.0000}, FGSM {accuracy.Fgsm:0.0000},");
            Line(page, $"PGD-{attack.Steps} {accuracy.Pgd:0.0000} at epsilon {attack.Epsilon:0.######}; it was started by `{run.Command}`.");
        }
    }

    private static void Line(StringBuilder page, FormattableString text) => page.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
