using Espalier.Corruptions;
using Espalier.Evaluation;

namespace Espalier.Tests.Evaluation;

/// <summary>Evaluations on images that are not as those a network knows, as they could have come out.</summary>
internal static class Evaluations
{
    public static CorruptionRequest CorruptionRequest(int images, string corruptions = "fog,snow:3", string model = "0f") => new()
    {
        Model = model,
        Data = "toy",
        Images = images,
        Corruptions = corruptions,
        Cells = CorruptionCatalog.Cells(corruptions),
        Seed = 1,
    };

    /// <summary>Of ten images nine are right, under fog 8, 6, 4, 2, 0, under snow 1.</summary>
    public static CorruptionEvaluation Corrupted(string model = "0f") => new()
    {
        Request = CorruptionRequest(10, model: model),
        Clean = 9,
        Correct = [8, 6, 4, 2, 0, 1],
        Seconds = 2.5,
        Command = "espalier evaluate --model runs/a --corruptions fog,snow:3",
    };

    public static OutlierRequest OutlierRequest(int images, int others, string outliers = "svhn", string model = "0f") => new()
    {
        Model = model,
        Data = "toy",
        Images = images,
        Outliers = outliers,
        OutlierImages = others,
        FittedFrom = outliers == "noise" ? null : "3x32x32",
        Seed = 1,
    };

    /// <summary>Ten images against twenty, of which three pass for known.</summary>
    public static OutlierEvaluation Compared(string outliers = "svhn", string model = "0f") => new()
    {
        Request = OutlierRequest(10, 20, outliers, model),
        Auroc = 0.875,
        Interval = [0.75, 0.96875],
        Threshold = 0.625,
        FalsePositives = 3,
        Seconds = 1.5,
        Command = "espalier evaluate --model runs/a --ood svhn",
    };
}
