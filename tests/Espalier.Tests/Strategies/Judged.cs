using Espalier.Estimators;
using Espalier.Spaces;
using Espalier.Spaces.NasBench201;
using Espalier.Strategies;

namespace Espalier.Tests.Strategies;

/// <summary>Searches of NAS-Bench-201's space under a made-up judgement.</summary>
internal static class Judged
{
    public static NasBench201Space Space { get; } = new();

    public static SamplingContext Context(ulong seed, Func<Genotype, double>? excess = null) =>
        new() { Space = Space, Seed = seed, Excess = excess ?? (_ => 0) };

    /// <summary>A smooth hill whose top is a 3x3 convolution on every edge: the share of those, with half for 1x1 convolutions.</summary>
    public static double Hill(Genotype genotype) =>
        ((NasBench201Genotype)genotype).Operations.Sum(operation => operation switch
        {
            NasBench201Operations.Conv3x3 => 1,
            NasBench201Operations.Conv1x1 => 0.5,
            NasBench201Operations.SkipConnect => 0.2,
            _ => 0,
        }) / 6;

    /// <summary>Asks and tells, and gives what was asked for.</summary>
    public static List<Genotype> Walk(SamplingStrategy search, int trials, Func<Genotype, TrialOutcome> judge)
    {
        var asked = new List<Genotype>();
        for (var i = 0; i < trials; i++)
        {
            var genotype = search.Ask();
            search.Tell(genotype, judge(genotype));
            asked.Add(genotype);
        }

        return asked;
    }

    public static List<Genotype> Climb(SamplingStrategy search, int trials) =>
        Walk(search, trials, genotype => new TrialOutcome { Accuracy = Hill(genotype) });

    /// <summary>The mean over seeds of the best that a search finds on the hill.</summary>
    public static double Best(Func<ulong, SamplingStrategy> search, int trials, int seeds = 10) =>
        Enumerable.Range(1, seeds).Average(seed => Climb(search((ulong)seed), trials).Max(Hill));
}
