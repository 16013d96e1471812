using System.Globalization;
using Espalier.Costs;
using Espalier.Spaces;
using Espalier.Spaces.Darts;

namespace Espalier.Cli.Benches.Evidence;

/// <summary>The commands that a unit's networks are made by, as words.</summary>
/// <param name="unit">The unit.</param>
/// <param name="settings">Sizes.</param>
internal sealed class EvidenceCommands(EvidenceUnit unit, EvidenceSettings settings)
{
    /// <summary>The channels of every search.</summary>
    internal const int SearchChannels = 8;

    private const int FinalCells = 4;
    private const int MostChannels = 48;
    private const int UsualImages = 12_000;

    // 'train' looks at some test images itself; those that count are looked at by 'evaluate'.
    private const int GlanceImages = 100;
    private const string UsualEpsilon = "2/255";
    private readonly EvidenceImages images = EvidenceImages.Of(unit.Data);

    /// <summary>Test images that are looked at in passing.</summary>
    internal int Glance => Math.Min(GlanceImages, images.Test);

    /// <summary>All that decides what a unit comes to.</summary>
    internal IReadOnlyList<string> Settled =>
    [
        .. unit.Method.Search.Count > 0 ? Search : [],
        .. settings.Recipes.SelectMany(recipe => Train(unit.Method.Genotype ?? string.Empty, recipe, channels: 0)),
        Text(settings.Params), settings.Epsilon, Text(settings.AttackImages),
        .. settings.TestImages > 0 ? [Text(settings.TestImages)] : Array.Empty<string>(),
    ];

    /// <summary>The search.</summary>
    internal IReadOnlyList<string> Search =>
    [
        "search", "--data", unit.Data, .. unit.Method.Search, "--seed", Text(unit.Seed), "--channels", Text(SearchChannels), "--cells", "3",
        "--stem-stride", "2", "--batch", Text(settings.Batch), "--train-images", Text(settings.SearchImages), "--train-epochs", "0",
        .. unit.Method.Samples
            ? ["--set", $"trials={Text(settings.Trials)}", "--set", "epochs=2"]
            : new[] { "--epochs", Text(settings.SearchEpochs), "--candidates", "1" },
        .. settings.SearchEpsilon == UsualEpsilon ? [] : new[] { "--epsilon", settings.SearchEpsilon },
        .. Threads,
    ];

    private string[] Threads => settings.Threads is { } count ? ["--threads", Text(count)] : [];

    /// <summary>A final training.</summary>
    internal IReadOnlyList<string> Train(string genotype, string recipe, int channels) =>
    [
        "train", "--data", unit.Data, "--genotype", genotype, "--recipe", recipe, "--seed", Text(unit.Seed), "--channels", Text(channels),
        "--cells", Text(FinalCells), "--stem-stride", "2", "--batch", Text(settings.Batch), "--epochs", Text(settings.TrainEpochs),
        "--train-images", Text(settings.TrainImages ?? Math.Min(UsualImages, images.Train)), "--cutout", "0", "--drop-path", "0", "--auxiliary-weight", "0",
        "--epsilon", settings.Epsilon, "--test-images", Text(Glance), .. Threads,
    ];

    /// <summary>That an exported file is made for its time alone: that it computes the same is held on a few images.</summary>
    internal IReadOnlyList<string> Export(string run) =>
        ["export", "--model", run, "--gate-images", Text(Glance), "--accuracy-tolerance", "1", "--attack", EvidenceAttack.OneStep, "--json"];

    /// <summary>The channels whose network is nearest to the number of parameters that all are to have.</summary>
    internal int ChannelsOf(Genotype genotype) =>
        Enumerable.Range(1, MostChannels).MinBy(channels => Math.Abs(CostOf(genotype, channels).Parameters - settings.Params));

    /// <summary>What an architecture costs.</summary>
    internal NetworkCost CostOf(Genotype genotype, int channels)
    {
        using var scope = NewDisposeScope();
        using var network = new DartsSpace().Build(genotype, new NetworkSettings
        {
            Channels = channels,
            Cells = FinalCells,
            Input = images.Shape,
            Classes = images.Classes,
            StemStride = 2,
        });
        return NetworkCost.Of(network, [images.Shape.Channels, images.Shape.Height, images.Shape.Width]);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);
}
