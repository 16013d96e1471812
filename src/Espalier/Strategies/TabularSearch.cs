using Espalier.Estimators;

namespace Espalier.Strategies;

/// <summary>
/// A sampling search judged by a table, under a budget of what its trainings took when the table was made: the protocol that NAS-Bench-201
/// compares algorithms by.
/// </summary>
/// <remarks>
/// It ends with the first candidate that does not fit into what is left, whose outcome is not told; the best of those before, by the column that
/// judges, is the result. Where the strategy has nothing more to ask for, it ends there. A candidate that the strategy wants trained for so many
/// epochs is looked up after the most epochs of the table that are not more, or the fewest that it has; among those after more epochs than the
/// others is the best one.
/// </remarks>
public sealed class TabularSearch
{
    private readonly ITabularBenchmark table;
    private readonly TableSchedule[] schedules;
    private readonly TableColumn? size;

    /// <summary>A search by trainings of one length.</summary>
    /// <param name="table">The table.</param>
    /// <param name="judge">What candidates are judged by, as large as can be: validation after a short training.</param>
    /// <param name="cost">What that took for each, in seconds.</param>
    /// <param name="size">Parameters of each, for searches that look at them; null: they are told 0.</param>
    public TabularSearch(ITabularBenchmark table, TableColumn judge, TableColumn cost, TableColumn? size = null)
        : this(table, [new TableSchedule(1, judge, cost)], size)
    {
    }

    /// <summary>A search by trainings of several lengths.</summary>
    /// <param name="table">The table.</param>
    /// <param name="schedules">At least one, each length once.</param>
    /// <param name="size">Parameters of each, for searches that look at them; null: they are told 0.</param>
    public TabularSearch(ITabularBenchmark table, IReadOnlyList<TableSchedule> schedules, TableColumn? size = null)
    {
        ArgumentNullException.ThrowIfNull(schedules);
        ArgumentOutOfRangeException.ThrowIfZero(schedules.Count, nameof(schedules));
        (this.table, this.size, this.schedules) = (table, size, [.. schedules.OrderBy(schedule => schedule.Epochs)]);
    }

    /// <summary>Searches.</summary>
    /// <param name="strategy">A fresh one, over the table's space; how many trials it has is not looked at.</param>
    /// <param name="budget">In the unit of the costs.</param>
    public TabularOutcome Run(SamplingStrategy strategy, double budget)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        var (spent, count, best, incumbents) = (0.0, 0, ((int Epochs, double Judged)?)null, new List<Incumbent>());
        while (strategy.AskOn(count) is { } genotype && table.IndexOf(genotype) is var row
            && ScheduleOf(strategy.EpochsOfAsked) is var schedule && spent + schedule.Cost[row] <= budget)
        {
            (spent, count) = (spent + schedule.Cost[row], count + 1);
            var worth = (schedule.Epochs, schedule.Judge[row]);
            if (best is null || worth.CompareTo(best.Value) > 0)
            {
                best = worth;
                incumbents.Add(new Incumbent(spent, row, schedule.Judge[row]));
            }

            strategy.Tell(genotype, new TrialOutcome
            {
                Accuracy = schedule.Judge[row],
                Params = (long)(size?[row] ?? 0),
                Seconds = schedule.Cost[row],
            });
        }

        return new TabularOutcome(incumbents, count, spent);
    }

    private TableSchedule ScheduleOf(int epochs) => Array.FindLast(schedules, schedule => schedule.Epochs <= epochs) ?? schedules[0];
}

/// <summary>A training that a table has of every architecture.</summary>
/// <param name="Epochs">How long.</param>
/// <param name="Judge">What candidates are judged by after it, as large as can be.</param>
/// <param name="Cost">What it took, in the unit of the budget.</param>
public sealed record TableSchedule(int Epochs, TableColumn Judge, TableColumn Cost);

/// <summary>What a search by a table came to.</summary>
/// <param name="Incumbents">The best so far, each time that it became another.</param>
/// <param name="Candidates">How many were judged.</param>
/// <param name="Spent">What they took by the table.</param>
public sealed record TabularOutcome(IReadOnlyList<Incumbent> Incumbents, int Candidates, double Spent)
{
    /// <summary>The row of the best candidate; null where the budget was too small for any.</summary>
    public int? Best => Incumbents.Count == 0 ? null : Incumbents[^1].Row;
}

/// <summary>A candidate that was the best from then on.</summary>
/// <param name="Spent">What had been spent when it was judged.</param>
/// <param name="Row">Its row of the table.</param>
/// <param name="Judged">What it was judged to be.</param>
public readonly record struct Incumbent(double Spent, int Row, double Judged);
