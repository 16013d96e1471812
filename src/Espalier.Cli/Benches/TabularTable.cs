using System.Text.Json;
using Espalier.Reports;
using Espalier.Studies;

namespace Espalier.Cli.Benches;

/// <summary>What the bench came to: the content of its <c>.json</c>.</summary>
/// <param name="Command">The command that does it again.</param>
/// <param name="Budget">What each run may spend.</param>
/// <param name="Unit">What that is.</param>
/// <param name="Runs">Of each method.</param>
/// <param name="Methods">The methods.</param>
/// <param name="References">What they are compared with.</param>
internal sealed record TabularTable(
    string Command, double Budget, string Unit, int Runs, IReadOnlyList<TabularMethod> Methods, IReadOnlyList<TabularReference> References)
{
    internal string ToJson() => JsonSerializer.Serialize(this, StudyJson.Document);
}

/// <summary>A method's runs: what the networks found are worth, as fractions, and what it took.</summary>
/// <param name="Name">As people read it.</param>
/// <param name="Variant">As <c>--methods</c> takes it.</param>
/// <param name="Options">What was set.</param>
/// <param name="Accuracy">Of the networks found, by the column's name.</param>
/// <param name="Rank">Among all by the first column.</param>
/// <param name="Candidates">How many a run judged.</param>
/// <param name="Seconds">What all runs took here, one after the other.</param>
internal sealed record TabularMethod(
    string Name,
    string Variant,
    IReadOnlyDictionary<string, string> Options,
    IReadOnlyDictionary<string, ResultMean> Accuracy,
    ResultMean Rank,
    ResultMean Candidates,
    double Seconds)
{
    /// <summary>The first column's mean and deviation of the best so far, in percent, over what was spent.</summary>
    internal IReadOnlyList<BandPoint> Curve { get; init; } = [];
}

/// <summary>What searches are compared with.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Accuracy">As fractions, by the column's name.</param>
/// <param name="Rank">By the first column.</param>
internal sealed record TabularReference(string Name, IReadOnlyDictionary<string, double> Accuracy, double? Rank);
