using Espalier.Reports.Markup;

namespace Espalier.Reports.Sections;

/// <summary>A part of the page.</summary>
/// <param name="Id">Its anchor.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Body">From the run to its markup; nothing where it does not concern the run.</param>
internal sealed record Section(string Id, string Title, Func<ReportedRun, Html> Body)
{
    /// <summary>All, in reading order.</summary>
    internal static readonly IReadOnlyList<Section> InReadingOrder =
    [
        new("summary", "Summary", SummarySection.Body),
        new("front", "Front", FrontSection.Body),
        new("cells", "Architecture", CellsSection.Body),
        new("search", "Search", SearchSection.Body),
        new("training", "Training", TrainingSection.Body),
        new("robustness", "Robustness", RobustnessSection.Body),
        new("data", "Data", DataSection.Body),
        new("trials", "Trials", TrialsSection.Body),
        new("settings", "Settings", SettingsSection.Body),
        new("origin", "How to do it again", OriginSection.Body),
    ];
}
