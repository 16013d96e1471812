using System.Numerics;
using Espalier.Estimators;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Strategies.Evolution;
using Espalier.Tests.Strategies.Gradient;

namespace Espalier.Tests.Strategies.Evolution;

public sealed class RandomSearchTests
{
    [Fact]
    public void Candidates_are_distinct_until_there_are_no_more()
    {
        var search = Search(new Digits(12));

        var asked = Walk(search, 12);

        Assert.Equal(12, asked.Distinct().Count());
        var fault = Assert.Throws<InvalidInputException>(() => search.Ask());
        Assert.Contains("12 networks tried before", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Candidates_keep_the_limits()
    {
        var asked = Walk(Search(new Digits(100), genotype => Math.Max(0, int.Parse(genotype.Text) - 20)), 15);

        Assert.All(asked, genotype => Assert.InRange(int.Parse(genotype.Text), 0, 20));
    }

    [Fact]
    public void Limits_that_nothing_keeps_are_the_callers_fault_and_tell_how_far_the_nearest_is()
    {
        var search = Search(new Digits(100), genotype => 0.25 + int.Parse(genotype.Text));

        var fault = Assert.Throws<InvalidInputException>(() => search.Ask());

        Assert.StartsWith("limits: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("25%", fault.Message.Replace(" ", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "is 125", "outside; loosen them")]
    [InlineData("of 9 measured the fastest takes 3 ms", "is 125", "outside; of 9 measured the fastest takes 3 ms; loosen them")]
    public void What_is_known_of_the_candidates_outside_is_told(string? evidence, params string[] expected)
    {
        var context = new SamplingContext { Space = new Digits(9), Seed = 1, Excess = _ => 1.25, Evidence = () => evidence };

        var fault = Assert.Throws<InvalidInputException>(() => new RandomSearch(context, new RandomSearchOptions()).Ask());

        Assert.All(expected, text => Assert.Contains(text, fault.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_search_asks_for_the_excess_of_a_candidate_once_while_it_is_new()
    {
        var asked = new List<string>();
        var search = Search(new Digits(6), genotype =>
        {
            asked.Add(genotype.Text);
            return 0;
        });

        Walk(search, 6);

        Assert.Equal(6, asked.Distinct().Count());
        Assert.Equal(6, asked.Count);
    }

    [Fact]
    public void The_seed_decides_the_sequence()
    {
        Assert.Equal(Walk(Search(new SmallSpace()), 10), Walk(Search(new SmallSpace()), 10));
        Assert.NotEqual(Walk(Search(new SmallSpace()), 10), Walk(Search(new SmallSpace(), seed: 2), 10));
    }

    [Fact]
    public void A_search_that_is_told_its_history_goes_on_where_it_was()
    {
        var straight = Walk(Search(new Digits(30)), 20);
        var resumed = Search(new Digits(30));

        Assert.Equal(straight[..8], Walk(resumed, 8));
        Assert.Equal(straight[8..], Walk(resumed, 12));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void There_is_at_least_one_trial_and_one_epoch(int trials, int epochs) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomSearchOptions { Trials = trials, Epochs = epochs });

    private static RandomSearch Search(ISearchSpace space, Func<Genotype, double>? excess = null, ulong seed = 1) =>
        new(new SamplingContext { Space = space, Seed = seed, Excess = excess ?? (_ => 0) }, new RandomSearchOptions());

    private static Genotype[] Walk(RandomSearch search, int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var genotype = search.Ask();
        search.Tell(genotype, new TrialOutcome());
        return genotype;
    })];

    /// <summary>The numbers below a bound.</summary>
    private sealed class Digits(int count) : ISearchSpace
    {
        public string Name => "digits";

        public BigInteger Count => count;

        public Genotype Parse(string text, string where) => new SmallSpace.Choice(text);

        public Genotype Sample(Random random) => new SmallSpace.Choice($"{random.Next(count)}");

        public Network Build(Genotype genotype, NetworkSettings settings) => throw new NotSupportedException();
    }
}
