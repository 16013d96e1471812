using Espalier.Attacks;
using Espalier.Evaluation;
using Espalier.Reports.Markup;

namespace Espalier.Reports.Sections;

/// <summary>What the trained network stood under the attacks of <c>espalier evaluate</c>, with the threat model.</summary>
internal static class EvaluationTables
{
    /// <summary>A table for each evaluation; nothing where there is none.</summary>
    internal static Html Of(IReadOnlyList<RobustEvaluation> evaluations) => evaluations.Count == 0
        ? Html.None
        : Html.Of($"{Html.Note(Explanation)}{evaluations.Select(One)}");

    private const string Explanation =
        "Pointwise worst case of the attacks of 'espalier evaluate': the attacker knows the network and its weights (square sees logits only), each attack is "
        + "made on what the ones before it left standing, and an image counts only where it stands them all. Intervals are Wilson's at 95 %.";

    private static Html One(RobustEvaluation found)
    {
        var request = found.Request;
        var table = new HtmlTable($"{request.Attack} at {Radius(request)}", "attack", ">attacked", ">broken", ">correct", ">95 % from", ">to", ">time");
        Add(table, "none", null, found.CleanAccuracy());
        foreach (var (i, attack) in found.Attacks.Index())
        {
            Add(table, attack.Name, attack, found.After(i + 1));
        }

        var what = $"{request.Attack}, {request.Norm.Text()}, ε {Radius(request)}, on {Numbers.Count(request.Images)} test images of {request.Data} (seed {request.Seed}): "
            + $"{Numbers.Percent(found.RobustAccuracy().Fraction)} stand";
        return Html.Of($"<h3>{what}</h3>\n{table.ToHtml()}{found.Alarms.Select(alarm => Html.Note($"Not to be believed ({alarm.Name}): {alarm.Text}."))}{found.Notes.Select(note => Html.Note($"{note}."))}");
    }

    private static void Add(HtmlTable table, string name, RobustOutcome? attack, Accuracy left) => table.Add(
        name,
        attack is null ? string.Empty : Numbers.Count(attack.Attacked),
        attack is null ? string.Empty : Numbers.Count(attack.Broken),
        Numbers.Percent(left.Fraction),
        Numbers.Percent(left.Interval.Low),
        Numbers.Percent(left.Interval.High),
        attack is null ? string.Empty : Numbers.Duration(attack.Seconds));

    private static string Radius(RobustRequest request) => request.Norm == Norm.L2 ? Numbers.Plain(request.Epsilon) : Numbers.Epsilon(request.Epsilon);
}
