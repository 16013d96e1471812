using System.Text.Json;
using Espalier.Studies;

namespace Espalier.Cli.Benches;

/// <summary>What the bench came to: the content of <c>differentiable.json</c>.</summary>
internal sealed record DifferentiableTable
{
    /// <summary>The command that does it again.</summary>
    public required string Command { get; init; }

    /// <summary>What it ran on.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary>The settings that all searches share.</summary>
    public required DifferentiableSearch Search { get; init; }

    /// <summary>The methods.</summary>
    public required IReadOnlyList<DifferentiableMethod> Methods { get; init; }

    /// <summary>What they are compared with.</summary>
    public required IReadOnlyList<DifferentiableReference> References { get; init; }

    internal string ToJson() => JsonSerializer.Serialize(this, StudyJson.Document);
}

/// <summary>What all searches share.</summary>
/// <param name="Data">What they saw.</param>
/// <param name="Images">How many images of it in training, and as many in validation; 0: all there are, halved.</param>
/// <param name="Channels">Of the supernet.</param>
/// <param name="Cells">Of the supernet, the residual blocks counted.</param>
/// <param name="Batch">Images of a step.</param>
/// <param name="Epochs">Of the search.</param>
/// <param name="StemStride">Of the first convolution.</param>
internal sealed record DifferentiableSearch(string Data, int Images, int Channels, int Cells, int Batch, int Epochs, int StemStride);

/// <summary>A method's runs.</summary>
/// <param name="Name">As people read it.</param>
/// <param name="Variant">As <c>--methods</c> takes it.</param>
/// <param name="Options">What was set.</param>
/// <param name="Runs">One per seed.</param>
internal sealed record DifferentiableMethod(
    string Name, string Variant, IReadOnlyDictionary<string, string> Options, IReadOnlyList<DifferentiableRun> Runs)
{
    /// <summary>Over the seeds.</summary>
    public DifferentiableMeans Means => new(
        Of(run => run.Accuracy.Cifar10),
        Of(run => run.Accuracy.Cifar100),
        Of(run => run.Accuracy.ImageNet16),
        Of(run => run.Accuracy.Cifar10Validation),
        Of(run => (run.RankFirst + run.RankLast) / 2.0),
        Of(run => run.SkipConnects),
        Of(run => run.Nones),
        Of(run => run.Params),
        Of(run => run.SearchSeconds),
        Runs.All(run => run.PeakRssMiB is not null) ? Of(run => run.PeakRssMiB!.Value) : null);

    private ResultMean Of(Func<DifferentiableRun, double> value) => ResultMean.Of([.. Runs.Select(value)]);
}

/// <summary>Means and deviations over a method's seeds; of the table but for the last two.</summary>
internal sealed record DifferentiableMeans(
    ResultMean Cifar10,
    ResultMean Cifar100,
    ResultMean ImageNet16,
    ResultMean Cifar10Validation,
    ResultMean Rank,
    ResultMean SkipConnects,
    ResultMean Nones,
    ResultMean Params,
    ResultMean SearchSeconds,
    ResultMean? PeakRssMiB);

/// <summary>Accuracies after 200 epochs, fractions 0 to 1.</summary>
/// <param name="Cifar10">On test images.</param>
/// <param name="Cifar100">On test images.</param>
/// <param name="ImageNet16">On test images of ImageNet16-120.</param>
/// <param name="Cifar10Validation">On validation images.</param>
internal sealed record DifferentiableAccuracy(double Cifar10, double Cifar100, double ImageNet16, double Cifar10Validation);

/// <summary>A search, and what its cell came to.</summary>
internal sealed record DifferentiableRun
{
    /// <summary>What it was drawn by.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Its cell in the field's notation.</summary>
    public required string Cell { get; init; }

    /// <summary>The cell's row in the table.</summary>
    public required int Index { get; init; }

    /// <summary>Of the table.</summary>
    public required DifferentiableAccuracy Accuracy { get; init; }

    /// <summary>The first of the places among all cells, by the test on CIFAR-10, that it shares with those as good.</summary>
    public required int RankFirst { get; init; }

    /// <summary>The last of them.</summary>
    public required int RankLast { get; init; }

    /// <summary>Edges that only pass on.</summary>
    public required int SkipConnects { get; init; }

    /// <summary>Edges that are none.</summary>
    public required int Nones { get; init; }

    /// <summary>Parameters of the published network with this cell.</summary>
    public required long Params { get; init; }

    /// <summary>What the search took.</summary>
    public required double SearchSeconds { get; init; }

    /// <summary>The median time of its steps.</summary>
    public double? StepMilliseconds { get; init; }

    /// <summary>The most memory its process held.</summary>
    public double? PeakRssMiB { get; init; }
}

/// <summary>Something the methods are compared with.</summary>
/// <param name="Name">As people read it.</param>
/// <param name="Accuracy">Of the table; expected values where it is random.</param>
internal sealed record DifferentiableReference(string Name, DifferentiableAccuracy Accuracy)
{
    /// <summary>Standard deviations from search to search, where it is random.</summary>
    public DifferentiableAccuracy? Deviation { get; init; }

    /// <summary>Its rank by the test on CIFAR-10, or the expected one.</summary>
    public double? Rank { get; init; }

    /// <summary>Parameters of the published network, or the expected ones.</summary>
    public double? Params { get; init; }

    /// <summary>How many different cells are drawn; null: none.</summary>
    public int? Draws { get; init; }

    /// <summary>What training those for 12 epochs takes on average by the table, on its GPU, in seconds.</summary>
    public double? TableSeconds { get; init; }
}
