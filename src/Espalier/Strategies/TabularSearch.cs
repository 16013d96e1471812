using Espalier.Estimators;
using Espalier.Spaces;

namespace Espalier.Strategies;

/// <summary>
/// A sampling search judged by a table, under a budget of the seconds that its trainings took when the table was made: the protocol that
/// NAS-Bench-201 compares algorithms by.
/// </summary>
/// <remarks>
/// It ends with the first candidate that does not fit into what is left, whose outcome is not told; the best of those before, by the column that
/// judges, is the result. Where the strategy has nothing more to ask for, it ends there.
/// </remarks>
/// <param name="table">The table.</param>
/// <param name="judge">What candidates are judged by, as large as can be: validation after a short training.</param>
/// <param name="cost">What that took for each, in seconds.</param>
/// <param name="size">Parameters of each, for searches that look at them; null: they are told 0.</param>
public sealed class TabularSearch(ITabularBenchmark table, TableColumn judge, TableColumn cost, TableColumn? size = null)
{
    /// <summary>Searches.</summary>
    /// <param name="strategy">A fresh one, over the table's space; how many trials it has is not looked at.</param>
    /// <param name="budget">In seconds of the table.</param>
    public TabularOutcome Run(SamplingStrategy strategy, double budget)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        var (spent, count, best) = (0.0, 0, -1);
        while (Next(strategy, count) is { } genotype && table.IndexOf(genotype) is var row && spent + cost[row] <= budget)
        {
            (spent, count) = (spent + cost[row], count + 1);
            best = best < 0 || judge[row] > judge[best] ? row : best;
            strategy.Tell(genotype, new TrialOutcome { Accuracy = judge[row], Params = (long)(size?[row] ?? 0), Seconds = cost[row] });
        }

        return new TabularOutcome(best < 0 ? null : best, count, spent);
    }

    /// <summary>Null where a strategy that found candidates before finds no more.</summary>
    private static Genotype? Next(SamplingStrategy strategy, int found)
    {
        try
        {
            return strategy.Ask();
        }
        catch (InvalidInputException) when (found > 0)
        {
            return null;
        }
    }
}

/// <summary>What a search by a table came to.</summary>
/// <param name="Best">The row of the best candidate; null where the budget was too small for any.</param>
/// <param name="Candidates">How many were judged.</param>
/// <param name="Seconds">What they took by the table.</param>
public sealed record TabularOutcome(int? Best, int Candidates, double Seconds);
