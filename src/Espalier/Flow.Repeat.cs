using System.Text.Json;
using Espalier.Data;
using Espalier.Studies;

namespace Espalier;

/// <content>A finished run once more.</content>
public sealed partial class Flow
{
    /// <summary>
    /// Does a finished run again, elsewhere, from its settings and its seed; what it measured is taken over, as a resumed run does.
    /// </summary>
    /// <param name="finished">The run.</param>
    /// <param name="settings">Its settings, where the data may have another place.</param>
    /// <param name="path">The folder of the new run.</param>
    /// <param name="observer">Whoever watches.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    /// <param name="clock">For the times told; that of the system by default.</param>
    /// <param name="data">What the settings' data is, where the caller has read it already.</param>
    /// <exception cref="InvalidInputException">The data or the new folder are at fault.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public static RunResult Repeat(
        RunFolder finished,
        FlowSettings settings,
        string path,
        IFlowObserver observer,
        CancellationToken cancellation,
        TimeProvider? clock = null,
        Dataset? data = null)
    {
        ArgumentNullException.ThrowIfNull(finished);
        ArgumentNullException.ThrowIfNull(settings);
        return new Flow(settings, Fresh, null, observer, clock ?? TimeProvider.System, cancellation, data).Run();

        RunFolder Fresh()
        {
            var folder = RunFolder.Create(path);
            AtomicText.Write(folder.Run, JsonSerializer.Serialize(settings, StudyJson.Document) + "\n");
            if (File.Exists(finished.Measured))
            {
                AtomicText.Write(folder.Measured, AtomicText.Read(finished.Measured));
            }

            return folder;
        }
    }
}
