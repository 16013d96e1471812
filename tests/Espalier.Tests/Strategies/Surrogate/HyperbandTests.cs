using Espalier.Estimators;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Strategies.Surrogate;

namespace Espalier.Tests.Strategies.Surrogate;

public sealed class HyperbandTests
{
    [Fact]
    public void The_best_of_a_step_are_trained_longer_and_the_brackets_begin_anew()
    {
        var search = Search(1, new HyperbandOptions());
        var trials = Walk(search, 44, (genotype, _) => Judged.Hill(genotype));

        // 9x1 3x3 1x9, 5x3 1x9, 3x9, and again.
        Assert.Equal(
            Enumerable.Repeat<int[]>([1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 9, 3, 3, 3, 3, 3, 9, 9, 9, 9], 2).SelectMany(epochs => epochs),
            trials.Select(trial => trial.Epochs));
        Assert.Equal(Best(trials[..9], 3), trials[9..12].Select(trial => trial.Genotype));
        Assert.Equal(Best(trials[9..12], 1), trials[12..13].Select(trial => trial.Genotype));
        Assert.Equal(Best(trials[13..18], 1), trials[18..19].Select(trial => trial.Genotype));
        Assert.Equal((22, 9), (search.Trials, search.EpochsPerTrial));
        Assert.Equal(9 + 9 + 9 + 15 + 9 + 27, search.TotalEpochs);

        static IEnumerable<Genotype> Best((Genotype Genotype, int Epochs)[] judged, int count) =>
            judged.Select(trial => trial.Genotype).OrderByDescending(Judged.Hill).Take(count);
    }

    [Fact]
    public void What_a_bracket_begins_with_is_new()
    {
        var trials = Walk(Search(2, new HyperbandOptions { Epochs = 3 }), 400, (_, epochs) => epochs);

        // Brackets are 3x1 1x3, 2x3: of six trials all but the third that is trained longer.
        var begun = trials.Where((_, i) => i % 6 != 3).Select(trial => trial.Genotype).ToArray();
        Assert.Equal(begun.Length, begun.Distinct().Count());
    }

    [Fact]
    public void One_that_failed_is_not_trained_longer_and_where_all_did_the_next_bracket_begins()
    {
        var search = Search(3, new HyperbandOptions());
        var number = 0;

        var trials = Walk(search, 14, (_, _) => number++ < 9 && number != 5 ? null : 0.5);

        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 9, 3, 3, 3], trials.Select(trial => trial.Epochs));
        Assert.All(trials[9..11], trial => Assert.Equal(trials[4].Genotype, trial.Genotype));
        number = 0;
        Assert.Equal(
            [1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3],
            Walk(Search(4, new HyperbandOptions()), 11, (_, _) => null).Select(trial => trial.Epochs));
    }

    /// <summary>Curves that cross: what begins well ends badly. Half of the candidates are such, and none of them may win.</summary>
    [Fact]
    public void Curves_that_cross_are_told_apart_by_the_longer_trainings()
    {
        var search = Search(5, new HyperbandOptions { Epochs = 9 });

        var trials = Walk(search, 22, (genotype, epochs) => Judged.Hill(genotype) is var worth && IsHasty(genotype) ? 0.9 - (0.1 * epochs) : worth * epochs / 9);

        var longest = trials.Where(trial => trial.Epochs == 9).ToArray();
        Assert.False(IsHasty(longest.MaxBy(trial => IsHasty(trial.Genotype) ? 0 : Judged.Hill(trial.Genotype)).Genotype));

        static bool IsHasty(Genotype genotype) => ((IChoiceSpace)Judged.Space).Encode(genotype)[0] >= 3;
    }

    [Fact]
    public void Shortest_trainings_longer_than_the_longest_are_refused() => Assert.Contains(
        "min-epochs",
        Assert.Throws<InvalidInputException>(() => Search(1, new HyperbandOptions { Epochs = 2, MinEpochs = 3 })).Message,
        StringComparison.Ordinal);

    internal static (Genotype Genotype, int Epochs)[] Walk(SamplingStrategy search, int trials, Func<Genotype, int, double?> judge)
    {
        var asked = new List<(Genotype, int)>();
        for (var i = 0; i < trials; i++)
        {
            var (genotype, epochs) = (search.Ask(), search.EpochsOfAsked);
            search.Tell(genotype, new TrialOutcome { Accuracy = judge(genotype, epochs) });
            asked.Add((genotype, epochs));
        }

        return [.. asked];
    }

    private static Hyperband Search(ulong seed, HyperbandOptions options) => new(Judged.Context(seed), options);
}
