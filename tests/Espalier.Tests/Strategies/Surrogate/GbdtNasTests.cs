using Espalier.Estimators;
using Espalier.Spaces;
using Espalier.Spaces.NasBench201;
using Espalier.Strategies.Evolution;
using Espalier.Strategies.Surrogate;

namespace Espalier.Tests.Strategies.Surrogate;

public sealed class GbdtNasTests
{
    private static readonly GbdtNasOptions Small = new() { Starts = 40, Batch = 20, Rounds = 50 };

    [Fact]
    public void It_climbs_better_than_chance() => Assert.InRange(
        Judged.Best(seed => Search(seed, Small), 100, 3)
            - Judged.Best(seed => new RandomSearch(Judged.Context(seed), new RandomSearchOptions()), 100, 3),
        0.03,
        1);

    [Fact]
    public void Nothing_is_asked_for_twice_and_the_same_seed_asks_alike()
    {
        var (one, same, other) = (Asked(1), Asked(1), Asked(2));

        Assert.Equal(one, same);
        Assert.NotEqual(one, other);
        Assert.Equal(one.Length, one.Distinct().Count());

        static string[] Asked(ulong seed) => [.. Judged.Climb(Search(seed, Small), 80).Select(genotype => genotype.Text)];
    }

    [Fact]
    public void What_failed_or_is_too_poor_is_not_learnt_from()
    {
        // Were the failures taken for good ones, convolutions would be shunned.
        var search = Search(1, Small with { LeastAccuracy = 0.3 });
        var asked = Judged.Walk(search, 80, genotype => Judged.Hill(genotype) is var worth && worth < 0.3
            ? new TrialOutcome { Accuracy = worth / 10 }
            : ((NasBench201Genotype)genotype).Operations[0] == NasBench201Operations.SkipConnect
                ? new TrialOutcome { Failure = "diverged" }
                : new TrialOutcome { Accuracy = worth });

        Assert.True(asked.Skip(60).Average(Judged.Hill) > asked.Take(40).Average(Judged.Hill) + 0.2);
    }

    [Fact]
    public void All_failing_leaves_a_random_search() =>
        Assert.Equal(70, Judged.Walk(Search(1, Small), 70, _ => new TrialOutcome { Failure = "diverged" }).Distinct().Count());

    [Fact]
    public void Limits_are_kept()
    {
        static double Excess(Genotype genotype) => ((NasBench201Genotype)genotype).Operations.Count(
            operation => operation == NasBench201Operations.Conv3x3) > 2 ? 1 : 0;

        var asked = Judged.Climb(new GbdtNas(Judged.Context(1, Excess), Small), 80);

        Assert.All(asked, genotype => Assert.Equal(0, Excess(genotype)));
        Assert.True(asked.Skip(40).Average(Judged.Hill) > asked.Take(40).Average(Judged.Hill));
    }

    [Fact]
    public void Pruning_bans_what_the_hill_punishes_and_nothing_banned_is_looked_at()
    {
        // none and avg_pool_3x3 are worth nothing on the hill: 12 of 30 values.
        var search = Search(1, Small with { Starts = 200, Prune = 6, PrunePairs = 2 });
        var asked = Judged.Climb(search, 220);
        var encoding = new OneHot(Judged.Space);

        var single = search.Banned.Where(ban => ban.Second is null).ToArray();
        Assert.Equal(6, single.Length);
        Assert.All(single, ban => Assert.Contains(ban.First % 5, new[] { 0, 1, 4 }));
        Assert.All(asked.Skip(200), genotype => Assert.All(search.Banned, ban => Assert.False(ban.IsIn(encoding.Of(genotype)))));
    }

    [Fact]
    public void A_ban_that_would_leave_too_few_is_passed_over()
    {
        var candidates = new CandidatePool(Judged.Space, 15_625).Draw(new SeededRandom(1));
        ChoiceHarm[] all = [.. Enumerable.Range(0, 5).Select(value => new ChoiceHarm(value, true, null, false, -1))];

        var (banned, left) = GbdtNas.Apply(all, candidates, 100);

        Assert.Equal(4, banned.Count);
        Assert.Equal(15_625 / 5, left.Length);
    }

    [Theory]
    [InlineData("starts")]
    [InlineData("batch")]
    [InlineData("prune")]
    public void Options_check_themselves(string name) => Assert.Throws<InvalidInputException>(() => Espalier.Catalog.OptionsBinder.Bind(
        typeof(GbdtNasOptions), new Dictionary<string, string> { [name] = "-1" }, "options"));

    private static GbdtNas Search(ulong seed, GbdtNasOptions options) => new(Judged.Context(seed), options);
}
