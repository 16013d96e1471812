using Espalier.Strategies.Evolution;
using Espalier.Strategies.Surrogate;

namespace Espalier.Tests.Strategies.Surrogate;

public sealed class NpenasTests
{
    [Fact]
    public void A_predictor_brings_evolution_on()
    {
        var options = new NpenasOptions { Predictor = "bayes-lin-reg" };

        var guided = Judged.Best(seed => new Npenas(Judged.Context(seed), options), 60, seeds: 5);

        Assert.InRange(
            guided - Judged.Best(seed => new RegularizedEvolution(Judged.Context(seed), new RegularizedEvolutionOptions()), 60, seeds: 5), 0.02, 1);
    }

    [Fact]
    public void Children_differ_from_a_member_in_one_choice()
    {
        var space = Judged.Space;
        var asked = Judged.Climb(new Npenas(Judged.Context(1), new NpenasOptions { Predictor = "bayes-lin-reg", Starts = 20, Batch = 10 }), 30);

        Assert.All(asked.Skip(20), child => Assert.Contains(asked.Take(20), parent =>
            ((Espalier.Spaces.IChoiceSpace)space).Encode(child).Zip(((Espalier.Spaces.IChoiceSpace)space).Encode(parent)).Count(pair => pair.First != pair.Second) == 1));
    }
}
