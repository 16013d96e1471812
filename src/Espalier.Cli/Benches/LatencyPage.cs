using System.Globalization;
using System.Text;
using Espalier.Reports;
using Espalier.Studies;

namespace Espalier.Cli.Benches;

/// <summary>The bench for people: Markdown that begins with what made it, and a chart.</summary>
internal static class LatencyPage
{
    // HELP, arXiv 2106.08630: Spearman's coefficient on the devices that the table holds, FLOPs and HELP with ten samples.
    private static readonly (string Name, string Uses, Dictionary<string, double> On)[] Published =
    [
        ("FLOPs, published", "nothing", new() { ["titan_rtx_256"] = 0.950, ["gold_6226"] = 0.826, ["pixel2"] = 0.765, ["fpga"] = 0.900 }),
        ("BRP-NAS, published", "900 times", new() { ["titan_rtx_256"] = 0.814, ["gold_6226"] = 0.796, ["pixel2"] = 0.666, ["fpga"] = 0.801 }),
        ("HELP, published", "10 times", new() { ["titan_rtx_256"] = 0.987, ["gold_6226"] = 0.989, ["pixel2"] = 0.802, ["fpga"] = 0.985 }),
    ];

    internal static string Markdown(LatencyResult result)
    {
        var text = new StringBuilder();
        var seeds = result.Methods.Max(method => method.Runs.Count);
        text.Append(CultureInfo.InvariantCulture, $"""
            Made by

                {result.Command}

            with Espalier {result.Environment.Version}, .NET {result.Environment.Dotnet}, libtorch {result.Environment.Libtorch},
            {result.Environment.Threads} thread(s) on {result.Environment.Cpu}. Learnt from {string.Join(", ", result.Known)}.
            Where something is drawn: mean ± standard deviation over {seeds} seed(s).

            ## New devices

            Spearman's coefficient with the measured latency. The cells are rows 900 to 1,899 of the table without the ten references; on each device
            the slowest and the fastest tenth of them is left out, as published.


            """);
        Scores(text, result, result.Unseen, score => score.Middle, withPublished: true);
        text.Append("\nThe same without leaving anything out:\n\n");
        Scores(text, result, result.Unseen, score => score.Whole, withPublished: false);
        Group(text, result, result.Further, "Further devices of the table", "None of them was learnt from, and no setting was chosen by them.");
        Group(text, result, result.Validation, "Devices that settings were chosen by", "Published for that. None of them was learnt from.");
        Descriptions(text, result);
        Learning(text, result);
        text.Append("\n![Spearman by method](latency.svg)\n\n## Sums over edges\n\nFitted by least squares to all 15,625 cells, device by device.\n\n");
        text.Row(["device", "variance explained", "Spearman"]);
        text.Row(["---", "--:", "--:"]);
        foreach (var model in result.Models)
        {
            text.Row([model.Device, Text(model.Explained), Text(model.Spearman)]);
        }

        return text.ToString();
    }

    /// <summary>The means over the published new devices.</summary>
    internal static string Svg(LatencyResult result) => new SpreadChart(
        "Latency on new devices, mean over them",
        "Spearman",
        [
            .. result.Methods.Select(method => new SpreadRow(
                method.Name,
                [.. method.Runs.Select(run => result.Unseen.Average(device => run.Of(device).Middle))],
                method.Mean(result.Unseen, score => score.Middle).Mean)
            {
                Reference = method.Runs.All(run => run.Settings.Length == 0),
            }),
            .. Published.Where(told => result.Unseen.All(told.On.ContainsKey)).Select(told =>
                new SpreadRow(told.Name, [], result.Unseen.Average(device => told.On[device])) { Reference = true }),
        ]).ToSvg();

    internal static string Text(ResultMean mean) => mean.Deviation is { } spread ? $"{Text(mean.Mean)} ± {Text(spread)}" : Text(mean.Mean);

    private static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static void Scores(
        StringBuilder text, LatencyResult result, IReadOnlyList<string> devices, Func<LatencyScore, double> score, bool withPublished)
    {
        text.Row(["method", "told of a new device", .. devices, "mean"]);
        text.Row(["---", "---", .. devices.Select(_ => "--:"), "--:"]);
        foreach (var method in result.Methods)
        {
            text.Row([method.Name, method.Uses, .. devices.Select(device => Text(method.On(device, score))), Text(method.Mean(devices, score))]);
        }

        foreach (var (name, uses, on) in Published.Where(told => withPublished && devices.All(told.On.ContainsKey)))
        {
            text.Row([$"*{name}*", uses, .. devices.Select(device => Text(on[device])), Text(devices.Average(device => on[device]))]);
        }
    }

    private static void Group(StringBuilder text, LatencyResult result, IReadOnlyList<string> devices, string title, string about)
    {
        if (devices.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n{about} The slowest and the fastest tenth is left out here, too.\n\n");
            Scores(text, result, devices, score => score.Middle, withPublished: false);
        }
    }

    private static void Descriptions(StringBuilder text, LatencyResult result)
    {
        LatencyMethod[] told = [.. result.Methods.Where(method => method.Runs.All(run => run.Scores.All(score => score.Description is not null)))];
        if (told.Length == 0)
        {
            return;
        }

        text.Append("""

            ## What the description of a device does

            A predictor that is told what kind of device it has, and fitted to it: means over devices. The other kind is that of the device, of all that are
            predicted here, whose references are least alike.


            """);
        text.Row(["method", "devices", "as it is", "told another kind", "fitted to nothing", "fitted to nothing, told another kind"]);
        text.Row(["---", "---", "--:", "--:", "--:", "--:"]);
        (string Name, IReadOnlyList<string> Devices)[] groups =
            [("new", result.Unseen), ("further", result.Further), ("settings were chosen by", result.Validation)];
        foreach (var (method, (name, devices)) in from method in told from devices in groups where devices.Devices.Count > 0 select (method, devices))
        {
            Func<LatencyScore, double>[] scores =
            [
                score => score.Middle,
                score => score.Description!.Exchanged,
                score => score.Description!.Unfitted,
                score => score.Description!.UnfittedExchanged,
            ];
            text.Row([method.Name, name, .. scores.Select(score => Text(method.Mean(devices, score)))]);
        }
    }

    /// <summary>What learning takes, where it takes time.</summary>
    private static void Learning(StringBuilder text, LatencyResult result)
    {
        foreach (var method in result.Methods.Where(method => method.Runs.Any(run => run.Seconds >= 1)))
        {
            text.Append(CultureInfo.InvariantCulture, $"\nOne seed of {method.Name} learnt for {method.Runs.Average(run => run.Seconds):0} s.\n");
        }
    }
}
