using Espalier.Data;
using Espalier.Estimators;
using Espalier.Studies;

namespace Espalier.Cli.Benches.Predictors;

/// <summary>Images for contestants that train weights.</summary>
/// <param name="Source">As <c>--images</c> named them.</param>
/// <param name="Data">What they are.</param>
/// <param name="Folder">Where trainings are kept, to be gone on with; null: nowhere.</param>
internal sealed record TrainingImages(string Source, Dataset Data, string? Folder)
{
    /// <summary>What a contestant is handed in a trial on a set of cells.</summary>
    internal PredictorImages For(string contestant, string cells, int trial, IFlowObserver observer, CancellationToken cancellation) => new()
    {
        Data = Data,
        Checkpoint = CheckpointOf(contestant, cells, trial),
        Observer = observer,
        Cancellation = cancellation,
    };

    /// <summary>Deletes what was kept of a training whose predictions are on disk.</summary>
    internal void Forget(string contestant, string cells, int trial)
    {
        if (CheckpointOf(contestant, cells, trial) is { } kept)
        {
            CheckpointFile.Delete(kept);
        }
    }

    private string? CheckpointOf(string contestant, string cells, int trial) =>
        Folder is null ? null : Path.Combine(Folder, Slug($"{contestant} {Source} {cells} {trial}") + ".safetensors");

    private static string Slug(string text) => string.Concat(text.Select(sign => char.IsAsciiLetterOrDigit(sign) ? sign : '-'));
}
