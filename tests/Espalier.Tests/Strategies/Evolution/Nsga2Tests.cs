using Espalier.Estimators;
using Espalier.Fronts;
using Espalier.Spaces;
using Espalier.Spaces.NasBench201;
using Espalier.Strategies.Evolution;

namespace Espalier.Tests.Strategies.Evolution;

public sealed class Nsga2Tests
{
    [Fact]
    public void A_generation_replaces_all_but_the_best_ranks()
    {
        var search = Search(1);

        var asked = Judged.Walk(search, 40, Judge);

        Assert.Equal(20, search.Population.Count());
        var front = ParetoFront.Of(asked, Values);
        Assert.All(front.Distinct(), member => Assert.Contains(member, search.Population.Select(alive => alive.Genotype)));
    }

    [Fact]
    public void It_covers_more_than_random_search_does()
    {
        var wins = Enumerable.Range(1, 10).Count(seed =>
            Covered(Judged.Walk(Search((ulong)seed), 200, Judge))
            > Covered(Judged.Walk(new RandomSearch(Judged.Context((ulong)seed), new RandomSearchOptions()), 200, Judge)));

        Assert.True(wins >= 9, $"{wins} of 10");
    }

    [Fact]
    public void Failures_die_first()
    {
        var search = Search(2);
        Judged.Walk(search, 20, _ => new TrialOutcome { Failure = "diverged" });

        var sound = Judged.Walk(search, 20, Judge);

        Assert.Equal(sound.ToHashSet(), search.Population.Select(member => member.Genotype).ToHashSet());
    }

    [Fact]
    public void Corruptions_and_other_images_count_where_they_are_objectives()
    {
        // What is worse in both by turns, and better in accuracy: nobody who sees accuracy alone would keep the rest.
        var seen = 0;
        var search = new Nsga2(Judged.Context(1), new Nsga2Options { Objectives = "corruptions,ood", Population = 4 });
        Judged.Walk(search, 8, _ => new TrialOutcome
        {
            Accuracy = 0.5,
            CorruptedAccuracy = seen % 2 == 0 ? 0.9 : 0.1,
            OodAuroc = seen++ % 2 == 0 ? 0.8 : 0.2,
        });

        Assert.All(search.Population, member => Assert.Equal([-0.9, -0.8], member.Values));
    }

    [Theory]
    [InlineData("accuracy,speed")]
    [InlineData("accuracy,accuracy")]
    [InlineData("")]
    public void Unknown_objectives_are_refused(string objectives) =>
        Assert.Throws<ArgumentException>(() => new Nsga2Options { Objectives = objectives });

    [Fact]
    public void Other_data_has_a_name() => Assert.Throws<ArgumentException>(() => new Nsga2Options { OodData = " " });

    private static Nsga2 Search(ulong seed) => new(Judged.Context(seed), new Nsga2Options());

    private static TrialOutcome Judge(Genotype genotype) => new() { Accuracy = Judged.Hill(genotype), Params = Params(genotype) };

    private static double[] Values(Genotype genotype) => [-Judged.Hill(genotype), Params(genotype)];

    private static long Params(Genotype genotype) => ((NasBench201Genotype)genotype).Operations.Sum(operation => operation switch
    {
        NasBench201Operations.Conv3x3 => 9L,
        NasBench201Operations.Conv1x1 => 1,
        _ => 0,
    });

    /// <summary>The area between the front and the worst point, 60 parameters without accuracy.</summary>
    private static double Covered(IReadOnlyList<Genotype> found)
    {
        var area = 0.0;
        var height = 0.0;
        foreach (var point in ParetoFront.Of(found, Values).Select(Values).DistinctBy(point => point[1]).OrderBy(point => point[1]))
        {
            area += (-point[0] - height) * (60 - point[1]);
            height = -point[0];
        }

        return area;
    }
}
