using Espalier.Evaluation;

namespace Espalier.Export.Gate;

/// <summary>How a file compares with the network it was made from.</summary>
/// <param name="Images">Images it was compared on.</param>
/// <param name="Clean">On the images as they are.</param>
/// <param name="Attacked">On the adversarial images that were made on the network.</param>
/// <param name="Faults">What is beyond its tolerance, a line each; none where the file may be shipped.</param>
public sealed record GateReport(int Images, GateComparison Clean, GateComparison Attacked, IReadOnlyList<string> Faults)
{
    /// <summary>Whether the file may be shipped.</summary>
    public bool Passed => Faults.Count == 0;
}

/// <summary>A network and its file on the same images.</summary>
/// <param name="Network">The network's accuracy.</param>
/// <param name="Exported">The file's accuracy.</param>
/// <param name="Disagreements">Images that the two put in different classes.</param>
/// <param name="LogitDifference">The largest difference of a logit; infinite where one of the file's is not finite.</param>
/// <param name="RelativeDifference">The same, divided by the network's largest logit on any of the images, but at least by 1.</param>
public sealed record GateComparison(
    Accuracy Network, Accuracy Exported, int Disagreements, double LogitDifference, double RelativeDifference);
