using Espalier.Estimators;
using Espalier.Strategies.Evolution;
using Espalier.Strategies.Reinforcement;

namespace Espalier.Tests.Strategies.Reinforcement;

public sealed class ReinforceTests
{
    [Fact]
    public void The_first_candidate_is_as_usual_and_moves_nothing()
    {
        var search = Search(1);
        var before = search.Probabilities;

        Judged.Climb(search, 1);

        Assert.Equal(before, search.Probabilities);
    }

    [Theory]
    [InlineData(0.9, true)]
    [InlineData(0.1, false)]
    public void What_was_better_than_usual_becomes_likelier_by_one_rate(double second, bool rises)
    {
        var search = Search(1, 0.01);
        search.Tell(search.Ask(), new TrialOutcome { Accuracy = 0.5 });
        var candidate = search.Ask();
        var values = ((Espalier.Spaces.IChoiceSpace)Judged.Space).Encode(candidate);
        var before = search.Probabilities;

        search.Tell(candidate, new TrialOutcome { Accuracy = second });

        // A gradient of zero is remembered from the first step: the second of Adam is 0.1 g / (1 - 0.81) by the root of 0.001 g g / 0.001999.
        var step = 0.01 * (0.1 / 0.19) / Math.Sqrt(0.001 / (1 - (0.999 * 0.999)));
        Assert.All(values.Index(), choice =>
        {
            var (p, q) = (before[choice.Index], search.Probabilities[choice.Index]);
            var other = (choice.Item + 1) % p.Length;
            var moved = Math.Log(q[choice.Item] / q[other]) - Math.Log(p[choice.Item] / p[other]);
            Assert.Equal(rises ? 2 * step : -2 * step, moved, 1e-6);
        });
    }

    [Fact]
    public void It_climbs_better_than_chance() => Assert.InRange(
        Judged.Best(seed => Search(seed, 0.1), 150) - Judged.Best(seed => new RandomSearch(Judged.Context(seed), new RandomSearchOptions()), 150),
        0.03,
        1);

    private static Reinforce Search(ulong seed, double rate = 0.01) => new(Judged.Context(seed), new ReinforceOptions { Rate = rate });
}
