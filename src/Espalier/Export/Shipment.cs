using System.Security.Cryptography;
using Espalier.Data;
using Espalier.Evaluation;
using Espalier.Export.Gate;
using Espalier.Spaces;
using Espalier.Studies;

namespace Espalier.Export;

/// <summary>
/// An export from network to file: written aside, loaded again, held against the network, timed; it gets its name, and a model card beside it, only
/// when it stood the gate.
/// </summary>
/// <param name="network">The network; borrowed.</param>
/// <param name="card">What its own file says of it.</param>
/// <param name="run">What its run came to, where that is known.</param>
/// <param name="settings">How.</param>
/// <param name="clock">What measures latency.</param>
public sealed class Shipment(Network network, ModelCard card, RunResult? run, ShipmentSettings settings, TimeProvider clock)
{
    /// <summary>Is given the path of the file between writing and judging: where tests break it.</summary>
    public Action<string>? Written { get; init; }

    /// <summary>What is known of how the network stands attacks; goes on the card.</summary>
    public IReadOnlyList<RobustEvaluation> Robustness { get; init; } = [];

    /// <summary>What is known of it under common corruptions; goes on the card.</summary>
    public IReadOnlyList<CorruptionEvaluation> Corruptions { get; init; } = [];

    /// <summary>What is known of it beside images of other data; goes on the card.</summary>
    public IReadOnlyList<OutlierEvaluation> Outliers { get; init; } = [];

    /// <summary>Where the card of a file goes.</summary>
    public static string CardOf(string path) => Path.ChangeExtension(path, ".md");

    /// <summary>Exports.</summary>
    /// <param name="path">The file; replaced where it exists, unless the gate fails. Its folder is made.</param>
    /// <param name="images">What it is judged on.</param>
    /// <param name="observer">Watches.</param>
    /// <param name="cancellation">Looked at between batches and stages; nothing is left then.</param>
    /// <returns>The report; no file was written where its gate is not passed.</returns>
    /// <exception cref="InvalidInputException">The network cannot be exported, ONNX Runtime is missing, or the file system refused.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public ExportReport Ship(string path, ImageSet images, IFlowObserver observer, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(observer);
        if (Directory.Exists(path))
        {
            throw new InvalidInputException(path, "is a folder", "name a file in it, e.g. model.onnx");
        }

        if (CardOf(path) == path)
        {
            throw new InvalidInputException(path, "is where the card goes", "give the file another ending, e.g. .onnx");
        }

        var runtime = OnnxClassifier.RequireRuntime();
        observer.Begin("export", $"opset {settings.File.Opset}, {BatchText} batch");
        var bytes = OnnxExporter.Export(network, card.Settings().Input, settings.File, Facts());
        var aside = path + ".part";
        return FileFault.Guard(path, () =>
        {
            try
            {
                WriteAside(aside, bytes);
                Written?.Invoke(aside);
                var report = Judge(aside, images, runtime, observer, cancellation);
                return report.Gate.Passed ? Deliver(report, aside, path) : report;
            }
            finally
            {
                File.Delete(aside);
            }
        });
    }

    private string BatchText => settings.File.Batch?.ToString() ?? "dynamic";

    private static void WriteAside(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }

    private ExportReport Judge(string aside, ImageSet images, string runtime, IFlowObserver observer, CancellationToken cancellation)
    {
        using var exported = new OnnxClassifier(aside, settings.Threads);
        observer.Begin("gate", $"{images.Count} images of {images.Name}, clean and {settings.Gate.AttackName}");
        var gate = ShipGate.Compare(
            network,
            exported,
            images,
            settings.Gate,
            (done, total) => observer.Progress(done, total, "images", done == total),
            cancellation);
        var bytes = File.ReadAllBytes(aside);
        return new ExportReport
        {
            File = null,
            Card = null,
            Bytes = bytes.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            Opset = settings.File.Opset,
            Batch = BatchText,
            Folded = settings.File.Fold,
            Input = new ReportedTensor(OnnxExporter.InputName, exported.InputShape),
            Output = new ReportedTensor(OnnxExporter.OutputName, exported.OutputShape),
            Model = card,
            Gate = ReportedGate.Of(gate, settings.Gate, images.Name),
            Latency = gate.Passed ? [.. Latencies(aside, images, observer, cancellation)] : [],
            OnnxRuntime = runtime,
            Environment = RunEnvironment.Capture(settings.Threads),
            Command = settings.Command,
        };
    }

    private IEnumerable<ReportedLatency> Latencies(string aside, ImageSet images, IFlowObserver observer, CancellationToken cancellation)
    {
        int[] batches = settings.File.Batch is { } only ? [only] : [.. new[] { 1, settings.LatencyBatch }.Distinct()];
        observer.Begin("latency", $"batch {string.Join(" and ", batches)}, threads: {settings.Threads}");
        for (var i = 0; i < batches.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var found = OnnxLatency.Of(aside, images, batches[i], settings.Threads, clock);
            if (found.Time.Noise is { } noise)
            {
                observer.Warn($"the machine is too noisy to say how fast batch {batches[i]} is: {noise}");
            }

            observer.Progress(i + 1, batches.Length, $"batch {batches[i]}", milestone: true);
            yield return ReportedLatency.Of(found);
        }
    }

    private ExportReport Deliver(ExportReport report, string aside, string path)
    {
        var delivered = report with { File = path, Card = CardOf(path) };
        var page = ModelCardPage.Of(delivered, run, Robustness, Corruptions, Outliers);

        // The card first: a file whose card cannot be written is not delivered.
        AtomicText.Write(CardOf(path), page);
        File.Move(aside, path, overwrite: true);
        return delivered;
    }

    private Dictionary<string, string> Facts() => new()
    {
        ["space"] = card.Space,
        ["genotype"] = card.Genotype,
        ["data"] = card.Data,
        ["classes"] = string.Join('\n', card.Classes),
        ["input"] = "pixels, 0 to 1, not normalised",
    };
}
