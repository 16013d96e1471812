using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Strategies.Evolution;
using Espalier.Strategies.Surrogate;

namespace Espalier.Tests.Strategies.Surrogate;

public sealed class BohbTests
{
    /// <summary>Six choices: a model takes seven of the best and seven others, so fourteen of one length.</summary>
    [Fact]
    public void The_model_is_of_the_longest_trainings_that_there_are_enough_of()
    {
        var search = Search(1, new BohbOptions { Epochs = 9 });
        var models = new List<int>();

        // 9x1 3x3 1x9, 3x3 1x9, 3x9: twenty to a round, of which 9, 6 and 5 are of 1, 3 and 9 epochs.
        HyperbandTests.Walk(search, 60, (genotype, _) =>
        {
            models.Add(search.ModelEpochs);
            return Judged.Hill(genotype);
        });

        Assert.Equal(0, models[24]);
        Assert.Equal(1, models[25]);
        Assert.Equal([3, 9], models[^2..]);
        Assert.All(models.Zip(models.Skip(1)), pair => Assert.True(pair.First <= pair.Second));
    }

    [Fact]
    public void It_climbs_better_than_chance()
    {
        // Trainings of one length, so that nothing but the model makes the difference.
        var options = new BohbOptions { Epochs = 1, RandomFraction = 0 };

        var advantage = Judged.Best(seed => Search(seed, options), 150)
            - Judged.Best(seed => new RandomSearch(Judged.Context(seed), new RandomSearchOptions()), 150);

        Assert.InRange(advantage, 0.03, 1);
    }

    [Fact]
    public void With_a_random_share_of_one_it_is_chance()
    {
        var models = Search(7, new BohbOptions { Epochs = 1, RandomFraction = 1 });
        var chance = Search(7, new BohbOptions { Epochs = 1, RandomFraction = 1, Samples = 3 });

        Assert.Equal(Judged.Climb(models, 60), Judged.Climb(chance, 60));
    }

    [Fact]
    public void The_kernel_of_the_reference_asks_for_legal_candidates_too()
    {
        var options = new BohbOptions { Epochs = 1, RandomFraction = 0, Samples = 4, MinBandwidth = 0.3, Kernel = ChoiceKernel.Reference };

        var asked = Judged.Climb(Search(3, options with { Distinct = Distinctness.None }), 120);

        Assert.Equal(120, asked.Count);
        Assert.NotEqual(asked.Skip(60), Judged.Climb(Search(3, options with { Kernel = ChoiceKernel.Bounded, Distinct = Distinctness.None }), 120).Skip(60));
    }

    [Fact]
    public void Candidates_that_fail_are_among_the_others()
    {
        var search = Search(4, new BohbOptions { Epochs = 1, RandomFraction = 0 });

        // What has a pooling first always fails.
        var asked = HyperbandTests.Walk(search, 200, (genotype, _) => First(genotype) == 4 ? null : 0.5);

        Assert.InRange(asked.Skip(100).Count(trial => First(trial.Genotype) == 4), 0, 8);

        static int First(Genotype genotype) => ((IChoiceSpace)Judged.Space).Encode(genotype)[0];
    }

    private static Bohb Search(ulong seed, BohbOptions options) => new(Judged.Context(seed), options);
}
