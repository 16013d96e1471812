using Espalier.Attacks;
using Espalier.Data;
using Espalier.Evaluation;
using Espalier.Export;
using Espalier.Export.Gate;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Tests.Data;

namespace Espalier.Tests.Export.Gate;

public sealed class ShipGateTests : IDisposable
{
    private const int Images = 40;
    private const ulong Seed = 9;
    private readonly TempFolder folder = new();
    private readonly Network network = Nets.Darts(Nets.Genotype(DartsOperations.SepConv3x3), Nets.Even);
    private readonly ImageSet images;
    private readonly GateSettings settings;

    public ShipGateTests()
    {
        images = AsTheNetworkSeesThem(Samples.Numbered(Images, Nets.Even, classes: 5));
        settings = new GateSettings { Attack = AttackOfSome(), Seed = Seed };
    }

    [Theory]
    [InlineData(null)]
    [InlineData(16)]
    public void A_sound_file_passes_with_the_accuracies_that_the_evaluation_counts(int? batch)
    {
        var before = LiveTensorsOfThread;
        var expected = new Evaluator().Robust(network, images, settings.Attack, new NoAttack(), settings.Seed);

        var report = Compare(batch, _ => { });

        Assert.True(report.Passed, string.Join("; ", report.Faults));
        Assert.Equal(Images, report.Images);
        Assert.Equal((expected.Clean, expected.Clean), (report.Clean.Network, report.Clean.Exported));
        Assert.Equal((expected.Fgsm, expected.Fgsm), (report.Attacked.Network, report.Attacked.Exported));
        Assert.InRange(expected.Fgsm.Correct, 1, expected.Clean.Correct - 1);
        Assert.InRange(report.Clean.RelativeDifference, 0, 5e-6);
        Assert.Equal((0, 0), (report.Clean.Disagreements, report.Attacked.Disagreements));
        Assert.Equal(before, LiveTensorsOfThread);
    }

    [Fact]
    public void A_flipped_weight_is_caught_on_clean_and_on_adversarial_images()
    {
        var report = Compare(null, Damage.FlipWeight);

        Assert.False(report.Passed);
        Assert.Equal(2, report.Faults.Count(fault => fault.Contains("logits differ", StringComparison.Ordinal)));
        Assert.InRange(report.Clean.RelativeDifference, 1e-3, 10);
    }

    [Fact]
    public void A_file_that_gives_no_numbers_is_caught()
    {
        var report = Compare(null, Damage.Spoil);

        Assert.False(report.Passed);
        Assert.Equal(double.PositiveInfinity, report.Clean.LogitDifference);
        Assert.Equal(0, report.Clean.Exported.Correct);
    }

    [Fact]
    public void Accuracy_has_a_tolerance_of_its_own()
    {
        var report = Compare(null, Damage.Negate, settings with { Tolerance = 1000 });

        Assert.Contains(report.Faults, fault => fault.StartsWith("clean: accuracy", StringComparison.Ordinal));
        Assert.True(report.Clean.Disagreements > 0);
        Assert.True(Compare(null, Damage.Negate, settings with { Tolerance = 1000, AccuracyTolerance = 1 }).Passed);
    }

    [Fact]
    public void A_network_that_stands_too_little_is_kept_back_where_that_is_asked_for()
    {
        var robust = Compare(null, _ => { }).Attacked.Exported.Fraction;

        Assert.True(Compare(null, _ => { }, settings with { LeastRobustAccuracy = robust }).Passed);
        var fault = Assert.Single(Compare(null, _ => { }, settings with { LeastRobustAccuracy = robust + 0.01, AttackName = "pgd-3" }).Faults);
        Assert.StartsWith("pgd-3: robust accuracy", fault, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new GateSettings { LeastRobustAccuracy = 1.5 });
    }

    [Fact]
    public void No_image_is_no_comparison() =>
        Assert.Throws<ArgumentException>(() => Compare(null, _ => { }, settings, images.Take(0)));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(1e-4, -0.1)]
    [InlineData(1e-4, 1.1)]
    public void Settings_check_themselves(double tolerance, double accuracy) => Assert.Throws<ArgumentOutOfRangeException>(
        () => new GateSettings { Tolerance = tolerance, AccuracyTolerance = accuracy });

    public void Dispose()
    {
        network.Dispose();
        folder.Dispose();
    }

    private GateReport Compare(int? batch, Action<string> damage, GateSettings? given = null, ImageSet? on = null)
    {
        var path = folder.Write("net.onnx", OnnxExporter.Export(network, Nets.Even, new ExportSettings { Batch = batch }));
        damage(path);
        using var exported = new OnnxClassifier(path, threads: 1);
        return ShipGate.Compare(network, exported, on ?? images, given ?? settings);
    }

    /// <summary>The first radius at which some images that were right fall and some stand.</summary>
    private Pgd AttackOfSome() => Enumerable.Range(3, 30)
        .Select(step => new Pgd(new AttackSettings { Epsilon = 0.015 * step, Steps = 3, RandomStart = true }))
        .First(attack => new Evaluator().Robust(network, images, attack, new NoAttack(), Seed) is var found
            && found.Fgsm.Correct > 0 && found.Fgsm.Correct < found.Clean.Correct);

    /// <summary>The images with the classes that the network gives them, so that an untrained one is right; every eighth is wrong.</summary>
    private ImageSet AsTheNetworkSeesThem(ImageSet set)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        using var batch = BatchLoader.ForEvaluation(set, set.Count).Epoch(0).Single();
        network.eval();
        var classes = network.call(batch.Images).argmax(1).data<long>().Select((label, i) => (byte)((label + (i % 8 == 0 ? 1 : 0)) % 5));
        return new ImageSet(set.Name, set.Shape, set.ClassNames, set.Pixels, [.. classes]);
    }
}
