using Espalier.Cli.Output;
using Espalier.Data;
using Espalier.Evaluation;

namespace Espalier.Cli.Commands;

/// <summary><c>evaluate --ood</c>: whether the network's confidence tells images of its data from others.</summary>
internal static class OutlierComparison
{
    /// <param name="model">The network and its images.</param>
    /// <param name="outliers">The other data, or <c>noise</c>.</param>
    /// <param name="root">Where data known by name lies.</param>
    /// <param name="json">Whether to print a document.</param>
    /// <param name="images">How many of the other data's test images, 0 = all.</param>
    internal static void Run(EvaluatedModel model, string outliers, string? root, bool json, int images)
    {
        if (outliers == model.Data)
        {
            throw new InvalidInputException($"--ood {outliers}", "is the data that the network knows", $"name other data, or {NoiseImages.Name}");
        }

        var (others, from) = Load(model, outliers, root, images);
        var request = new OutlierRequest
        {
            Model = model.Checksum,
            Data = model.Data,
            Images = model.Test.Count,
            Outliers = outliers,
            OutlierImages = others.Count,
            FittedFrom = from?.ToString(),
            Seed = model.Seed,
        };
        var folder = new OutlierFolder(model.Folder);
        var evaluator = new OutlierEvaluator(model.Network, model.Test, others, request, TimeProvider.System);
        var found = Interruption.Guard(
            token => Watching.Run(watch =>
            {
                var observer = watch(string.Empty);
                var begun = folder.Find(request);
                if (begun is not null)
                {
                    observer.Begin("evaluate", $"goes on where it was interrupted: {begun.Scores.Count} images done");
                }

                return evaluator.Run(begun, folder.Save, observer, token) with { Command = model.Command };
            }),
            model.GoOn);
        OutlierDocument.Of(model.Card, found, model.Test.Shape, folder.Finish(found)).Print(json);
    }

    /// <summary>The other images in the network's shape, and the shape they had where that is another.</summary>
    private static (ImageSet Images, ImageShape? From) Load(EvaluatedModel model, string outliers, string? root, int images)
    {
        var shape = model.Test.Shape;
        if (outliers == NoiseImages.Name)
        {
            return (NoiseImages.Of(shape, model.Test.Count, model.Seed), null);
        }

        var test = DataReading.Load(outliers, new DataOptions { Root = root }, shape).Test;
        var part = images == 0 ? test : test.Take(images);
        return part.Shape == shape ? (part, null) : (part.FittedTo(shape), part.Shape);
    }
}
