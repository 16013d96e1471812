using Espalier.Attacks;
using Espalier.Data;
using Espalier.Evaluation;
using Espalier.Export;
using Espalier.Export.Gate;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Studies;
using Espalier.Tests.Data;
using Espalier.Tests.Evaluation;

namespace Espalier.Tests.Export;

public sealed class ShipmentTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly DartsGenotype genotype = Nets.Genotype(DartsOperations.DilConv3x3);
    private readonly Network network;
    private readonly ImageSet images = Samples.Numbered(12, Nets.Even, classes: 5);

    private readonly ShipmentSettings settings = new()
    {
        Gate = new GateSettings { Attack = new Pgd(new AttackSettings { Steps = 2 }), AttackName = "pgd-2" },
        LatencyBatch = 3,
        Command = "the command",
    };

    public ShipmentTests() => network = Nets.Darts(genotype, Nets.Even);

    private string Target => Path.Combine(folder.Path, "new", "net.onnx");

    [Fact]
    public void What_stood_the_gate_is_there_with_its_card()
    {
        var report = Ship();

        Assert.True(report.Gate.Passed, string.Join("; ", report.Gate.Faults));
        Assert.Equal((Target, Path.ChangeExtension(Target, ".md")), (report.File, report.Card));
        Assert.Equal(["net.md", "net.onnx"], Files());
        Assert.Equal(new FileInfo(Target).Length, report.Bytes);
        Assert.Equal([1, 3], report.Latency.Select(time => time.Batch));
        Assert.All(report.Latency, time => Assert.InRange(time.Milliseconds, time.Interval[0], time.Interval[1]));
        using var exported = new OnnxClassifier(Target, threads: 1);
        Assert.Null(exported.Batch);
    }

    [Fact]
    public void The_card_says_what_was_measured_and_how_to_run_it()
    {
        var report = Ship();

        var card = File.ReadAllText(report.Card!);
        var interval = report.Gate.Clean.Exported.Interval;
        Assert.All(
            [
                "# net.onnx", "`sample`", "c0", genotype.Text, "pgd-2", "2/255", "the command", report.Sha256, "InferenceSession(\"net.onnx\")",
                FormattableString.Invariant($"{interval[0]:0.0000} to {interval[1]:0.0000}"),
                "## Data", "## Threat model", "## Measured", "## Limits", "## From C#",
            ],
            word => Assert.Contains(word, card, StringComparison.Ordinal));
    }

    [Fact]
    public void The_card_tells_what_the_network_stood_and_what_is_not_to_be_believed()
    {
        var known = Requests.Evaluated() with { Alarms = [new("vanishing-gradients", "the gradient vanishes")] };
        var shipment = Shipment(robustness: [known, Requests.Evaluated("fgsm,square", norm: Norm.L2)]);

        var card = File.ReadAllText(shipment.Ship(Target, images, new SilentObserver()).Card!);

        Assert.All(
            [
                "## Robustness", "### fgsm,square, linf", "### fgsm,square, l2", "4/255, l-infinity", "in l2", "white box", "On 10 test images of `toy`",
                "| clean | 0.8000 | 0.4902 to 0.9433 |", "| square | 0.5000 |", "Robust accuracy: **0.5000**",
                "**Not to be believed** (vanishing-gradients): the gradient vanishes.",
            ],
            word => Assert.Contains(word, card, StringComparison.Ordinal));
    }

    [Fact]
    public void A_flipped_weight_leaves_no_file()
    {
        var report = Ship(Damage.FlipWeight);

        Assert.False(report.Gate.Passed);
        Assert.Null(report.File);
        Assert.Empty(report.Latency);
        Assert.Empty(Files());
    }

    [Fact]
    public void A_file_from_before_is_unharmed_when_a_new_one_fails()
    {
        Ship();
        var (file, card) = (File.ReadAllBytes(Target), File.ReadAllText(Espalier.Export.Shipment.CardOf(Target)));

        Ship(Damage.FlipWeight);

        Assert.Equal(["net.md", "net.onnx"], Files());
        Assert.Equal(file, File.ReadAllBytes(Target));
        Assert.Equal(card, File.ReadAllText(Espalier.Export.Shipment.CardOf(Target)));
    }

    [Fact]
    public void A_file_that_cannot_be_read_back_leaves_nothing()
    {
        Assert.ThrowsAny<Exception>(() => Ship(path => File.WriteAllBytes(path, [1, 2, 3])));

        Assert.Empty(Files());
    }

    [Fact]
    public void An_interruption_leaves_nothing()
    {
        using var source = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => Ship(_ => source.Cancel(), cancellation: source.Token));

        Assert.Empty(Files());
    }

    [Fact]
    public void A_folder_is_no_file()
    {
        Directory.CreateDirectory(Target);

        Assert.Contains("is a folder", Assert.Throws<InvalidInputException>(() => Ship()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_does_not_go_where_its_card_goes()
    {
        using var other = new TempFolder();
        var shipment = Shipment();

        Assert.Throws<InvalidInputException>(() => shipment.Ship(Path.Combine(other.Path, "net.md"), images, new SilentObserver()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(other.Path));
    }

    [Fact]
    public void A_fixed_batch_is_timed_alone()
    {
        var report = Ship(settings: settings with { File = new ExportSettings { Batch = 2, Opset = 11, Fold = true }, Threads = 2 });

        Assert.True(report.Gate.Passed, string.Join("; ", report.Gate.Faults));
        var time = Assert.Single(report.Latency);
        Assert.Equal((2, 2), (time.Batch, time.Threads));
        Assert.Equal([2, 1, 12, 12], report.Input.Shape);
    }

    public void Dispose()
    {
        network.Dispose();
        folder.Dispose();
    }

    private ExportReport Ship(
        Action<string>? written = null, ShipmentSettings? settings = null, CancellationToken cancellation = default) =>
        Shipment(written, settings).Ship(Target, images, new SilentObserver(), cancellation);

    private Shipment Shipment(
        Action<string>? written = null, ShipmentSettings? settings = null, IReadOnlyList<RobustEvaluation>? robustness = null)
    {
        var card = new ModelCard
        {
            Space = "darts",
            Genotype = genotype.Text,
            Data = "sample",
            Channels = 3,
            Cells = 4,
            StemStride = 1,
            Input = [1, 12, 12],
            Classes = images.ClassNames,
        };
        return new Shipment(network, card, run: null, settings ?? this.settings, TimeProvider.System)
        {
            Written = written,
            Robustness = robustness ?? [],
        };
    }

    private string[] Files() => Directory.Exists(Path.GetDirectoryName(Target))
        ? [.. new DirectoryInfo(Path.GetDirectoryName(Target)!).EnumerateFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal)]
        : [];
}
