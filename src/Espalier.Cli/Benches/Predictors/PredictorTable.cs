using System.Text.Json;
using Espalier.Studies;

namespace Espalier.Cli.Benches.Predictors;

/// <summary>What fits of the same predictor, cells and labels came to: means and deviations over trials.</summary>
/// <param name="Labels">How many cells were learnt from; 0: none are needed.</param>
/// <param name="Trials">How many fits.</param>
/// <param name="Pearson">On cells drawn uniformly.</param>
/// <param name="Spearman">Likewise.</param>
/// <param name="Kendall">Likewise.</param>
/// <param name="SparseKendall">Likewise.</param>
/// <param name="Precision10">Likewise.</param>
/// <param name="Precision20">Likewise.</param>
/// <param name="KendallMutated">Kendall's tau on children of good cells; null where there are none.</param>
/// <param name="FitSeconds">What learning took here.</param>
/// <param name="InitialisationSeconds">That, and what the labels cost by the table.</param>
/// <param name="QuerySeconds">What a prediction took here, and what training for its curve costs by the table.</param>
internal sealed record PredictorSetting(
    int Labels,
    int Trials,
    ResultMean Pearson,
    ResultMean Spearman,
    ResultMean Kendall,
    ResultMean SparseKendall,
    ResultMean Precision10,
    ResultMean Precision20,
    ResultMean? KendallMutated,
    double FitSeconds,
    double InitialisationSeconds,
    double QuerySeconds);

/// <summary>A predictor on a set of cells.</summary>
/// <param name="Name">As <c>--predictors</c> takes it.</param>
/// <param name="Cells"><c>table</c> or <c>scored</c>.</param>
/// <param name="NeedsCurve">Whether it asks for 12 epochs of training of each cell.</param>
/// <param name="Settings">By labels, ascending.</param>
/// <param name="Note">Why something is missing; null: nothing is.</param>
internal sealed record PredictorResult(
    string Name, string Cells, bool NeedsCurve, IReadOnlyList<PredictorSetting> Settings, string? Note)
{
    internal static PredictorResult Of(
        Contestant contestant, CellSet set, IReadOnlyList<PredictorRun> runs, string? note, PredictorCells cells)
    {
        var curve = contestant.Needs.HasFlag(Estimators.PredictorNeeds.Curve);
        return new(
            contestant.Name,
            PredictorBench.Word(set),
            curve,
            [
                .. runs.GroupBy(run => run.Labels).OrderBy(group => group.Key).Select(group =>
                {
                    PredictorRun[] all = [.. group.OrderBy(run => run.Trial)];
                    var fit = all.Average(run => run.FitSeconds);
                    return new PredictorSetting(
                        group.Key,
                        all.Length,
                        Mean(all, agreement => agreement.Pearson),
                        Mean(all, agreement => agreement.Spearman),
                        Mean(all, agreement => agreement.Kendall),
                        Mean(all, agreement => agreement.SparseKendall),
                        Mean(all, agreement => agreement.Precision10),
                        Mean(all, agreement => agreement.Precision20),
                        all[0].Mutated is null ? null : ResultMean.Of([.. all.Select(run => run.Mutated!.Kendall)]),
                        fit,
                        fit + (group.Key * cells.SecondsOfLabel),
                        all.Average(run => run.QuerySeconds) + (curve ? cells.SecondsOfCurve : 0));
                }),
            ],
            note);
    }

    private static ResultMean Mean(PredictorRun[] runs, Func<Agreement, double> value) =>
        ResultMean.Of([.. runs.Select(run => value(run.Uniform))]);
}

/// <summary>What the bench came to: the content of <c>predictors.json</c>.</summary>
/// <param name="Command">The command that does it again.</param>
/// <param name="Terms">What decides the numbers.</param>
/// <param name="SecondsOfLabel">What a label costs by the table.</param>
/// <param name="SecondsOfCurve">What 12 epochs cost by the table.</param>
/// <param name="Scored">How many cells have every score.</param>
/// <param name="Results">Of every predictor and set of cells.</param>
internal sealed record PredictorTable(
    string Command, PredictorTerms Terms, double SecondsOfLabel, double SecondsOfCurve, int Scored, IReadOnlyList<PredictorResult> Results)
{
    internal string ToJson() => JsonSerializer.Serialize(this, StudyJson.Document);
}
