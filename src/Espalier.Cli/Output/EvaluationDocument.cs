using Espalier.Attacks;
using Espalier.Attacks.Alarms;
using Espalier.Data;
using Espalier.Evaluation;
using Espalier.Studies;

namespace Espalier.Cli.Output;

/// <summary>
/// The document of <c>evaluate --json</c>; accuracies are fractions, keyed <c>clean</c> and by the attack without its number of steps (<c>pgd</c>),
/// <c>worst</c> for a list.
/// </summary>
internal sealed record EvaluationDocument(
    string Space,
    string Genotype,
    string Data,
    int Images,
    IReadOnlyDictionary<string, double> Accuracy,
    IReadOnlyDictionary<string, double[]> Interval,
    EvaluationDocument.AttackUsed? Attack,
    IReadOnlyList<EvaluationDocument.AttackDone>? Attacks,
    string? Survived,
    IReadOnlyList<RaisedAlarm>? Alarms,
    IReadOnlyList<string>? Notes,
    string? File,
    double Seconds)
{
    private const string CleanKey = "clean";
    private const string WorstKey = "worst";

    /// <summary>Without an attack.</summary>
    internal static EvaluationDocument Of(ModelCard card, string data, ImageSet test, Accuracy clean, TimeSpan time) => new(
        card.Space,
        card.Genotype,
        data,
        test.Count,
        new Dictionary<string, double> { [CleanKey] = clean.Fraction },
        new Dictionary<string, double[]> { [CleanKey] = Ends(clean) },
        null,
        null,
        null,
        null,
        null,
        null,
        time.TotalSeconds);

    /// <summary>Under attacks.</summary>
    internal static EvaluationDocument Of(
        ModelCard card, ImageSet test, RobustEvaluation found, IReadOnlyList<NamedAttack> attacks, string file)
    {
        var request = found.Request;
        var (clean, robust) = (found.CleanAccuracy(), found.RobustAccuracy());
        var key = Key(request.Attack);
        var first = request.Attacks[0];
        return new EvaluationDocument(
            card.Space,
            card.Genotype,
            request.Data,
            test.Count,
            new Dictionary<string, double> { [CleanKey] = clean.Fraction, [key] = robust.Fraction },
            new Dictionary<string, double[]> { [CleanKey] = Ends(clean), [key] = Ends(robust) },
            new AttackUsed(
                request.Attack,
                request.Norm.Text(),
                request.Epsilon,
                attacks.Count == 1 ? first.Steps : null,
                attacks.Count == 1 ? first.StepSize : null),
            [.. found.Attacks.Select((attack, i) => AttackDone.Of(attack, found.After(i + 1), request.Attacks[i].Steps))],
            found.Survived,
            found.Alarms,
            found.Notes,
            file,
            found.Seconds);
    }

    /// <summary>Under which name an attack's accuracy stands.</summary>
    private static string Key(string attack)
    {
        var dash = attack.LastIndexOf('-');
        return attack.Contains(',', StringComparison.Ordinal) ? WorstKey
            : dash > 0 && attack.AsSpan(dash + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? attack[..dash]
            : attack;
    }

    private static double[] Ends(Accuracy accuracy) => [accuracy.Interval.Low, accuracy.Interval.High];

    /// <summary>The threat model; steps and their first length where it is one attack.</summary>
    internal sealed record AttackUsed(string Name, string Norm, double Epsilon, int? Steps, double? StepSize);

    /// <summary>An attack, with the accuracy that it and all before it leave.</summary>
    internal sealed record AttackDone(string Name, int Steps, int Attacked, int Broken, double Accuracy, double[] Interval, double Seconds)
    {
        internal static AttackDone Of(RobustOutcome outcome, Accuracy left, int steps) =>
            new(outcome.Name, steps, outcome.Attacked, outcome.Broken, left.Fraction, Ends(left), outcome.Seconds);
    }
}
