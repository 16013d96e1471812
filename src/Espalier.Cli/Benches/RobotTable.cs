using System.Text.Json;
using Espalier.Studies;

namespace Espalier.Cli.Benches;

/// <summary>What the bench came to: the content of <c>robot.json</c>.</summary>
/// <param name="Command">The command that does it again.</param>
/// <param name="Trials">How many different networks a search may have judged.</param>
/// <param name="Runs">Of each search that draws.</param>
/// <param name="Seconds">What all of it took here.</param>
/// <param name="Data">A table for each pool of networks and data set.</param>
internal sealed record RobotTable(string Command, int Trials, int Runs, double Seconds, IReadOnlyList<RobotData> Data)
{
    internal string ToJson() => JsonSerializer.Serialize(this, StudyJson.Document);
}

/// <summary>Searches of one pool of networks on one data set.</summary>
/// <param name="Name">The data set.</param>
/// <param name="Pool">What the networks are.</param>
/// <param name="Networks">How many there are.</param>
/// <param name="Optimum">The best test accuracy among them, a fraction.</param>
/// <param name="Metrics">The metrics that are weighed where nothing else is said.</param>
/// <param name="Searches">The searches.</param>
/// <param name="Singles">What each metric comes to alone.</param>
internal sealed record RobotData(
    string Name,
    string Pool,
    int Networks,
    double Optimum,
    IReadOnlyList<string> Metrics,
    IReadOnlyList<RobotSearch> Searches,
    IReadOnlyList<RobotSingle> Singles);

/// <summary>A search's runs.</summary>
/// <param name="Name">The search.</param>
/// <param name="Objective">The column that it judged and chose by.</param>
/// <param name="Accuracy">On test images after 200 epochs, a fraction, of the networks it chose.</param>
/// <param name="Rank">Of them in the pool by that accuracy; equals share the middle of their places.</param>
/// <param name="Explored">How many networks were judged while weights were learnt; null where none are learnt.</param>
/// <param name="Accuracies">Of each run; empty where the mean is reckoned, not drawn.</param>
/// <param name="Curve">The mean accuracy of what would be chosen after so many judgements.</param>
internal sealed record RobotSearch(
    string Name,
    string Objective,
    ResultMean Accuracy,
    ResultMean Rank,
    ResultMean? Explored,
    IReadOnlyList<double> Accuracies,
    IReadOnlyDictionary<int, double> Curve);

/// <summary>A metric alone.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="First">The test accuracy of the network it prefers.</param>
/// <param name="FirstRank">That network's rank.</param>
/// <param name="Walk">The test accuracy after walking down its ranking for all trials and choosing by the objective.</param>
/// <param name="WalkRank">That network's rank.</param>
internal sealed record RobotSingle(string Metric, double First, double FirstRank, double Walk, double WalkRank);
