using Espalier.Estimators;
using Espalier.Estimators.Tables;
using Espalier.Spaces;
using Espalier.Spaces.NasBench201;
using Espalier.Strategies;
using Espalier.Strategies.Evolution;
using Espalier.Tests.Data;

namespace Espalier.Tests.Strategies;

public sealed class TabularSearchTests
{
    private static readonly NasBench201Genotype[] Cells = [.. new NasBench201Space().All()];

    [Fact]
    public void A_run_ends_with_the_candidate_that_does_not_fit_into_what_is_left()
    {
        var told = new List<int>();
        var table = new Small(row => row / 15625.0, row => row == 12 ? 8 : 2);

        var outcome = Search(table).Run(new InOrder(told), 30);

        // Twelve candidates of 2 s; the next takes 8, where 6 are left.
        Assert.Equal((11, 12, 24), (outcome.Best, outcome.Candidates, outcome.Spent));
        Assert.Equal(Enumerable.Range(0, 12).Select(row => new Incumbent(2 * (row + 1), row, row / 15625.0)), outcome.Incumbents);
        Assert.Equal(Enumerable.Range(0, 12), told);
    }

    [Fact]
    public void A_budget_that_is_too_small_finds_nothing()
    {
        var outcome = Search(new Small(_ => 0.5, _ => 2)).Run(new InOrder([]), 1);

        Assert.Equal((null, 0, 0), (outcome.Best, outcome.Candidates, outcome.Spent));
    }

    [Fact]
    public void A_candidate_is_looked_up_after_as_many_epochs_as_the_table_has_of_those_it_is_trained()
    {
        var table = new Small(row => 1 - (row / 15625.0), _ => 1);
        var longer = new TableColumn("late", "fraction", higherIsBetter: true, [.. Enumerable.Range(0, Cells.Length).Select(row => row / 2e4)]);
        var cost = new TableColumn("more", "s", higherIsBetter: false, [.. Enumerable.Repeat(10.0, Cells.Length)]);
        var search = new TabularSearch(table, [new(200, longer, cost), new(12, table.Columns[0], table.Columns[1])]);
        var epochs = new Queue<int>([5, 12, 60, 200, 199, 300]);

        var outcome = search.Run(new InOrder([], epochs), 20);

        // Judged by 1, 1, 1, then 10 s; one after 200 epochs goes before all after 12, however little it is. The last does not fit any more.
        Assert.Equal((5, 14), (outcome.Candidates, outcome.Spent));
        Assert.Equal([new(1, 0, 1), new(13, 3, 3 / 2e4)], outcome.Incumbents);
    }

    [Fact]
    public void A_strategy_that_has_nothing_more_to_ask_for_ends_before_its_budget()
    {
        var table = new Small(row => row / 15625.0, _ => 1);
        var few = new HashSet<Genotype>(Cells.Take(40));
        var context = new SamplingContext { Space = Judged.Space, Seed = 1, Excess = genotype => few.Contains(genotype) ? 0 : 1 };

        var outcome = Search(table).Run(new LocalSearch(context, new LocalSearchOptions { Starts = 1 }), 1e9);

        Assert.InRange(outcome.Candidates, 1, 40);
        Assert.Equal(outcome.Candidates, outcome.Spent);
    }

    [NasBench201Fact]
    public void The_published_protocol_gives_the_recomputed_means()
    {
        var table = NasBench201Table.Load(TablesFolder.Find(null), new NasBench201Space());
        var judge = table.Accuracy(NasBench201Data.Cifar10, TableSplit.Validation, 12);
        var test = table.Accuracy(NasBench201Data.Cifar10, TableSplit.Test, 200);
        var search = new TabularSearch(table, judge, table.CostSeconds);

        // 200 runs each: standard errors are 0.024 and 0.03 points.
        Assert.Equal(93.76, Mean(seed => new RandomSearch(Judged.Context(seed), new RandomSearchOptions { Distinct = Distinctness.None })), 0.15);
        Assert.Equal(93.93, Mean(seed => new RegularizedEvolution(Judged.Context(seed), new RegularizedEvolutionOptions())), 0.15);

        double Mean(Func<ulong, SamplingStrategy> strategy) =>
            100 * Enumerable.Range(1, 200).Average(seed => test[search.Run(strategy((ulong)seed), 12_000).Best!.Value]);
    }

    private static TabularSearch Search(Small table) => new(table, table.Columns[0], table.Columns[1]);

    private sealed class InOrder(List<int> told, Queue<int>? epochs = null) : SamplingStrategy
    {
        private int next;

        public override int EpochsOfAsked => epochs?.Dequeue() ?? EpochsPerTrial;

        public override int Trials => 1;

        public override int EpochsPerTrial => 12;

        public override Genotype Ask() => Cells[next++];

        public override void Tell(Genotype genotype, TrialOutcome outcome) => told.Add(Array.IndexOf(Cells, genotype));
    }

    /// <summary>All cells in the order of the space, with invented numbers.</summary>
    private sealed class Small(Func<int, double> worth, Func<int, double> cost) : ITabularBenchmark
    {
        public string Name => "small";

        public string Space => "nas-bench-201";

        public int Count => Cells.Length;

        public IReadOnlyList<TableColumn> Columns { get; } =
        [
            new("worth", "fraction", higherIsBetter: true, [.. Enumerable.Range(0, Cells.Length).Select(worth)]),
            new("cost", "s", higherIsBetter: false, [.. Enumerable.Range(0, Cells.Length).Select(cost)]),
        ];

        public TableColumn Column(string name) => Columns.Single(column => column.Name == name);

        public int IndexOf(Genotype genotype) => Array.IndexOf(Cells, genotype);

        public Genotype GenotypeOf(int index) => Cells[index];
    }
}
