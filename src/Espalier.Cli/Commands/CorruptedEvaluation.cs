using Espalier.Cli.Output;
using Espalier.Corruptions;
using Espalier.Evaluation;

namespace Espalier.Cli.Commands;

/// <summary><c>evaluate --corruptions</c>: accuracy under common corruptions.</summary>
internal static class CorruptedEvaluation
{
    internal static void Run(EvaluatedModel model, string corruptions, IReadOnlyList<CorruptionCell> cells, bool json)
    {
        var request = new CorruptionRequest
        {
            Model = model.Checksum,
            Data = model.Data,
            Images = model.Test.Count,
            Corruptions = corruptions,
            Cells = cells,
            Seed = model.Seed,
        };
        var folder = new CorruptionFolder(model.Folder);
        var evaluator = new CorruptionEvaluator(model.Network, model.Test, request, TimeProvider.System);
        var found = Interruption.Guard(
            token => Watching.Run(watch =>
            {
                var observer = watch(string.Empty);
                var begun = folder.Find(request);
                if (begun is not null)
                {
                    observer.Begin("evaluate", $"goes on where it was interrupted: {begun.Done.Count} of {cells.Count + 1} passes done");
                }

                return evaluator.Run(begun, folder.Save, observer, token) with { Command = model.Command };
            }),
            model.GoOn);
        CorruptionDocument.Of(model.Card, found, folder.Finish(found)).Print(json);
    }
}
