using Espalier.Catalog;
using Espalier.Estimators;

namespace Espalier.Cli.Benches.Predictors;

/// <summary>How much is done of it.</summary>
/// <param name="Labels">How many cells are learnt from, ascending.</param>
/// <param name="Trials">How often, each time with other cells.</param>
/// <param name="Seconds">After so many seconds of fits and predictions a predictor begins nothing more.</param>
internal sealed record PredictorPlan(IReadOnlyList<int> Labels, int Trials, double Seconds);

/// <summary>
/// Predictors on NAS-Bench-201 by the protocol of "How Powerful are Performance Predictors in Neural Architecture Search?": many training sets of
/// several sizes, the same for each predictor, and two kinds of cells asked for.
/// </summary>
/// <param name="cells">The cells.</param>
/// <param name="terms">What decides the numbers.</param>
/// <param name="plan">How much is done.</param>
/// <param name="file">Where fits are kept.</param>
/// <param name="images">For predictors that train weights; null: there are none.</param>
internal sealed class PredictorBench(PredictorCells cells, PredictorTerms terms, PredictorPlan plan, PredictorFile file, TrainingImages? images = null)
{
    internal const string Name = "predictors";
    private readonly Dictionary<(CellSet Cells, int Trial), TrialCells> drawn = [];

    /// <summary>Everything that may take part.</summary>
    internal static IReadOnlyCollection<CatalogEntry> All => MethodCatalog.Of<IPredictor>().Entries;

    /// <summary>Every fit of a predictor on some cells, those of before included.</summary>
    /// <param name="contestant">The predictor.</param>
    /// <param name="set">The cells.</param>
    /// <param name="observer">Told after each.</param>
    /// <param name="cancellation">Ends it between fits.</param>
    /// <returns>The fits; and why there are none, or not all.</returns>
    internal (IReadOnlyList<PredictorRun> Runs, string? Note) Run(
        Contestant contestant, CellSet set, IFlowObserver observer, CancellationToken cancellation)
    {
        var sample = contestant.Make(0);
        if (contestant.Lack(images is not null) is { } lack)
        {
            return ([], lack);
        }

        var labels = LabelsOf(sample, set);
        var source = contestant.NeedsImages ? images?.Source : null;
        var runs = file.Known.Where(run => run.Predictor == contestant.Name && run.Cells == Word(set) && run.Images == source
            && run.Trial < plan.Trials && labels.Contains(run.Labels)).ToList();
        var known = runs.Select(run => (run.Trial, run.Labels)).ToHashSet();
        var (spent, total) = (runs.Sum(Seconds), plan.Trials * labels.Length);
        foreach (var (trial, count) in from trial in Enumerable.Range(0, plan.Trials) from count in labels select (trial, count))
        {
            cancellation.ThrowIfCancellationRequested();
            if (known.Contains((trial, count)))
            {
                continue;
            }

            if (spent > plan.Seconds)
            {
                return (runs, $"ended after {runs.Count} of {total} fits, which took longer than {plan.Seconds:0} s");
            }

            try
            {
                var given = source is null ? null : images!.For(contestant.Name, Word(set), trial, observer, cancellation);
                runs.Add(One(contestant, set, trial, count, given) with { Images = source });
            }
            catch (InvalidInputException fault)
            {
                return (runs, fault.Message.ReplaceLineEndings(" "));
            }

            file.Add(runs[^1]);
            images?.Forget(contestant.Name, Word(set), trial);
            spent += Seconds(runs[^1]);
            observer.Progress(runs.Count, total, $"{count} labels, tau {runs[^1].Uniform.Kendall:0.000}", runs.Count == total);
        }

        return (runs, null);
    }

    /// <summary>How a set of cells is called in files.</summary>
    internal static string Word(CellSet set) => set == CellSet.Table ? "table" : "scored";

    /// <summary>What needs no labels is tried once a trial; what needs many is not tried with few; more than there are cannot be learnt from.</summary>
    private int[] LabelsOf(IPredictor predictor, CellSet set) => predictor.LeastNetworks == 0
        ? [0]
        : [.. plan.Labels.Where(count => count >= predictor.LeastNetworks
            && (set == CellSet.Table || count <= cells.Scored.Length - terms.Test))];

    private double Seconds(PredictorRun run) => run.FitSeconds + (run.QuerySeconds * terms.Test * (run.Mutated is null ? 1 : 2));

    private PredictorRun One(Contestant contestant, CellSet set, int trial, int count, PredictorImages? given)
    {
        var trialSeed = SeededRandom.Derive(terms.Seed, "trial", trial);
        if (!drawn.TryGetValue((set, trial), out var sample))
        {
            drawn[(set, trial)] = sample = cells.Draw(set, terms.Test, trialSeed);
        }

        var (learnt, needs) = (sample.Learnt[..count], contestant.Needs);
        var (facts, truths) = (cells.Facts(learnt, needs), cells.Truth(learnt));
        int[] asked = [.. sample.Uniform, .. sample.Mutated ?? []];
        var questions = cells.Facts(asked, needs);
        var predictor = contestant.Make(SeededRandom.Derive(trialSeed, contestant.Name, count), given);
        try
        {
            var clock = TimeProvider.System;
            var began = clock.GetTimestamp();
            predictor.Fit(facts, truths);
            var fitted = clock.GetTimestamp();
            double[] told = [.. predictor.Predict(questions).Select(prediction => prediction.Mean)];
            var ended = clock.GetTimestamp();
            var (uniform, mutated) = (told[..sample.Uniform.Length], told[sample.Uniform.Length..]);
            return new(
                contestant.Name,
                Word(set),
                count,
                trial,
                clock.GetElapsedTime(began, fitted).TotalSeconds,
                clock.GetElapsedTime(fitted, ended).TotalSeconds / asked.Length,
                Agreement.Of(cells.Truth(sample.Uniform), uniform),
                sample.Mutated is { } children ? Agreement.Of(cells.Truth(children), mutated) : null);
        }
        finally
        {
            (predictor as IDisposable)?.Dispose();
        }
    }
}
