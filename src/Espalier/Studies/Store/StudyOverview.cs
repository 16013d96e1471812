namespace Espalier.Studies.Store;

/// <summary>A study in a list.</summary>
/// <param name="Study">Its row.</param>
/// <param name="Sessions">The processes that worked on it, in order; never empty but for a study that was being begun.</param>
/// <param name="Trials">How many genotypes it judged.</param>
/// <param name="BestTrial">The best validation accuracy among them, 0 to 1; null where none was judged.</param>
/// <param name="Test">Accuracies of the final network on test images by name: clean, fgsm, pgd; empty before the evaluation.</param>
public sealed record StudyOverview(
    StudyRow Study, IReadOnlyList<SessionRow> Sessions, int Trials, double? BestTrial, IReadOnlyDictionary<string, double> Test)
{
    /// <summary>Time that was worked on it, over all its sessions.</summary>
    public TimeSpan Worked => Sessions.Aggregate(TimeSpan.Zero, (sum, session) => sum + (session.Seen - session.Started));
}
