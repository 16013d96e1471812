using System.CommandLine;
using System.Globalization;
using Espalier.Attacks;
using Espalier.Cli.Options;
using Espalier.Cli.Output;
using Espalier.Data;
using Espalier.Evaluation;
using Espalier.Export;
using Espalier.Export.Gate;
using Espalier.Studies;

namespace Espalier.Cli.Commands;

/// <summary><c>export</c>: a trained network as an ONNX file that computes the same, or none.</summary>
internal sealed class ExportCommand
{
    private const int DefaultImages = 512;
    private const string DefaultAttack = "pgd-10";
    private const string FreeBatch = "dynamic";
    private readonly Option<string?> model = ModelSource.Option();
    private readonly Option<string?> output = Given.Text(
        "--out", "FILE.onnx", "the file (default model.onnx beside the model); its card goes beside it as .md");

    private readonly Option<int?> opset = Given.Whole(
        "--opset",
        "version of ONNX' operators (default 17); 11 is for ML.NET, with a batch of 1 by default",
        ExportSettings.OldestOpset,
        ExportSettings.NewestOpset);

    private readonly Option<string?> batch = Given.Text(
        "--batch", $"N|{FreeBatch}", $"images at once: a number, or {FreeBatch} (default; 1 with --opset 11)");

    private readonly Option<bool> fold = Given.Flag("--fold", "work batch norms into the convolutions before them");
    private readonly Option<string?> data = Given.Text("--data", "D", "whose test images judge (default: those of the data it was trained on)");
    private readonly Option<int?> images = Given.Whole(
        "--gate-images", $"judge by the first N test images, 0 = all (default {DefaultImages}, or all where there are fewer)", 0);

    private readonly Option<string?> attack = Given.Text("--attack", "A", $"attack of the gate (default {DefaultAttack})");
    private readonly ThreatChoices threat = new();
    private readonly Option<double?> leastRobust = Given.Number(
        "--min-robust-accuracy", "the file is shipped only with at least this accuracy under the attack, a fraction (default: none)", 0, 1);

    private readonly Option<double?> tolerance = Given.Positive(
        "--tolerance", "X", "largest difference of a logit that passes, relative to the largest logit or 1 (default 1e-4)");

    private readonly Option<double?> accuracyTolerance = Given.Number(
        "--accuracy-tolerance", "largest difference of clean or attacked accuracy that passes (default 0.005)", 0, 1);

    private readonly Option<int?> latencyBatch = Given.Whole("--latency-batch", "larger batch to time where the batch is dynamic (default 32)", 1);
    private readonly Option<int?> threads = Given.Whole("--threads", "threads of one operator of ONNX Runtime (default 1)", 1);
    private readonly Option<ulong?> seed = Given.Seed();
    private readonly Option<bool> json = Given.Flag("--json", "print the report as one JSON document and nothing else on standard output");
    private readonly DataChoices reading = new();
    private readonly Action<string>? written;

    private ExportCommand(Action<string>? written) => this.written = written;

    /// <param name="written">Is shown the file before it is judged: where tests break it.</param>
    internal static Command Create(Action<string>? written = null)
    {
        var own = new ExportCommand(written);
        var command = new Command(
            "export",
            "Write a trained network as an ONNX file, hold it against the network in ONNX Runtime, time it; keep it only if it computes the same.")
        {
            own.model, own.output, own.opset, own.batch, own.fold, own.data, own.images, own.attack, own.leastRobust, own.tolerance,
            own.accuracyTolerance, own.latencyBatch, own.threads, own.seed, own.json,
        };
        own.threat.AddTo(command);
        own.reading.AddTo(command);
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var settings = Settings(parsed);
        OnnxClassifier.RequireRuntime();
        set_num_threads(parsed.GetValue(threads) ?? Environment.ProcessorCount);
        var (network, card) = ModelSource.Load(parsed.GetValue(model));
        using (network)
        {
            var test = Test(parsed, card);
            var (folder, sum) = (ModelSource.FolderOf(parsed.GetValue(model)), ModelFile.Checksum(ModelSource.PathOf(parsed.GetValue(model))));
            var path = parsed.GetValue(output) ?? Path.Combine(folder, "model.onnx");
            var run = ModelSource.RunOf(parsed.GetValue(model));
            var shipment = new Shipment(network, card, run, settings, TimeProvider.System)
            {
                Written = written,
                Robustness = new RobustFolder(folder).Of(sum),
                Corruptions = new CorruptionFolder(folder).Of(sum),
                Outliers = new OutlierFolder(folder).Of(sum),
            };
            var report = Interruption.Guard(
                token => Watching.Run(watch => shipment.Ship(path, test, watch(string.Empty), token)),
                $"interrupted, nothing was written; begin again with: {CommandText.Of(parsed)}");
            ExportSummary.Print(report, parsed.GetValue(json));
            return report.Gate.Passed ? ExitCode.Done : Refuse(report, path);
        }
    }

    private static int Refuse(ExportReport report, string path)
    {
        Console.Error.WriteLine(
            $"{Application.Name}: {path} was not written: it did not pass the gate "
            + $"({string.Join("; ", report.Gate.Faults)})");
        return ExitCode.Ours;
    }

    private ImageSet Test(ParseResult parsed, ModelCard card)
    {
        var given = parsed.GetValue(images);
        var test = ModelSource.Test(
            parsed.GetValue(data) ?? card.Data, reading.Options(parsed, card.DataOptions), given ?? 0, card, "--gate-images");
        return given is null ? test.Take(DefaultImages) : test;
    }

    private ShipmentSettings Settings(ParseResult parsed)
    {
        var defaults = new ShipmentSettings();
        var name = parsed.GetValue(attack) ?? DefaultAttack;
        if (name == "none")
        {
            throw new InvalidInputException("--attack none", "the gate needs an attack", $"leave it out, or give {DefaultAttack}");
        }

        var version = parsed.GetValue(opset) ?? ExportSettings.NewestOpset;
        return new ShipmentSettings
        {
            File = new ExportSettings { Opset = version, Batch = Batch(parsed.GetValue(batch), version), Fold = parsed.GetValue(fold) },
            Gate = new GateSettings
            {
                Tolerance = parsed.GetValue(tolerance) ?? defaults.Gate.Tolerance,
                AccuracyTolerance = parsed.GetValue(accuracyTolerance) ?? defaults.Gate.AccuracyTolerance,
                Attack = AttackCatalog.Create(name, threat.Settings(parsed)),
                AttackName = name,
                LeastRobustAccuracy = parsed.GetValue(leastRobust),
                Seed = parsed.GetValue(seed) ?? 1,
            },
            Threads = parsed.GetValue(threads) ?? defaults.Threads,
            LatencyBatch = parsed.GetValue(latencyBatch) ?? defaults.LatencyBatch,
            Command = CommandText.Of(parsed),
        };
    }

    /// <summary>ML.NET hands over one row at a time and wants that said in the file.</summary>
    private static int? Batch(string? given, int version) => given switch
    {
        null => version == ExportSettings.OldestOpset ? 1 : null,
        FreeBatch => null,
        _ when int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1 => count,
        _ => throw new InvalidInputException($"--batch '{given}'", "is no number of images", $"give a number of at least 1, or {FreeBatch}"),
    };
}
