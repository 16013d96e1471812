using System.Text.Json;
using Espalier.Data;
using Espalier.Evaluation;
using Espalier.Studies;

namespace Espalier.Cli.Output;

/// <summary>The document of <c>evaluate --ood --json</c>: how well confidence tells known images from others.</summary>
internal sealed record OutlierDocument(
    string Space,
    string Genotype,
    string Data,
    int Images,
    OutlierDocument.Other Ood,
    double Auroc,
    double[] AurocInterval,
    double FprAt95Tpr,
    double[] FprInterval,
    double Threshold,
    string File,
    double Seconds)
{
    internal static OutlierDocument Of(ModelCard card, OutlierEvaluation found, ImageShape shape, string file)
    {
        var (request, missed) = (found.Request, found.FalsePositiveRate());
        return new(
            card.Space,
            card.Genotype,
            request.Data,
            request.Images,
            new Other(request.Outliers, request.OutlierImages, shape.ToString(), request.FittedFrom),
            found.Auroc,
            [.. found.Interval],
            missed.Fraction,
            [missed.Interval.Low, missed.Interval.High],
            found.Threshold,
            file,
            found.Seconds);
    }

    internal void Print(bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(this, StudyJson.Document));
            return;
        }

        var fitted = Ood.FittedFrom is { } from ? $", made {Ood.Shape} of {from}" : string.Empty;
        var drawn = Ood.Data == NoiseImages.Name ? $"images of even {NoiseImages.Name}" : $"test images of {Ood.Data}";
        var sheet = new Sheet();
        sheet.Add("known", $"{Readable.Count(Images)} test images of {Data}");
        sheet.Add("others", $"{Readable.Count(Ood.Images)} {drawn}{fitted}");
        sheet.Add("score", "the largest probability of the softmax");
        sheet.Add("AUROC", $"{Readable.Share(Auroc)} (95 % interval {Text(AurocInterval)}); 0.5 is guessing");
        sheet.Add(
            "FPR at 95 % TPR",
            $"{Readable.Share(FprAt95Tpr)} (95 % interval {Text(FprInterval)}) of the others reach {Readable.Share(Threshold)}, too");
        sheet.Add("seconds", Readable.Seconds(Seconds));
        sheet.Add("kept in", File);
        sheet.Print();
    }

    private static string Text(double[] interval) => $"{Readable.Share(interval[0])} to {Readable.Share(interval[1])}";

    /// <summary>The other images.</summary>
    internal sealed record Other(string Data, int Images, string Shape, string? FittedFrom);
}
