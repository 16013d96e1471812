using Espalier.Estimators;
using Espalier.Spaces;
using Espalier.Strategies;

namespace Espalier.Conformance.Broken;

/// <summary>The least that keeps every check: four draws within the limits. What is broken derives from it.</summary>
internal class SoundSampler(SamplingContext context) : SamplingStrategy
{
    private readonly SeededRandom random = new(SeededRandom.Derive(context.Seed, "sound"));

    public override int Trials => 4;

    public override int EpochsPerTrial => 1;

    protected SamplingContext Context => context;

    public override Genotype Ask()
    {
        Genotype genotype;
        do
        {
            genotype = context.Space.Sample(random);
        }
        while (context.Excess(genotype) > 0);
        return genotype;
    }

    public override void Tell(Genotype genotype, TrialOutcome outcome)
    {
    }
}

/// <summary>Draws from what no seed decides.</summary>
internal sealed class UnseededSampler(SamplingContext context) : SoundSampler(context)
{
    private static ulong asked;

    public override Genotype Ask() => Context.Space.Sample(new SeededRandom(++asked));
}

/// <summary>Asks for what the space does not know.</summary>
internal sealed class LawlessSampler(SamplingContext context) : SoundSampler(context)
{
    public override Genotype Ask() => new LawlessStrategy.Lawless();
}

/// <summary>Does not look at the limits.</summary>
internal sealed class BoundlessSampler(SamplingContext context) : SoundSampler(context)
{
    private readonly SeededRandom random = new(1);

    public override int Trials => 40;

    public override Genotype Ask() => Context.Space.Sample(random);
}

/// <summary>Takes it for granted that a trial has an accuracy.</summary>
internal sealed class FragileSampler(SamplingContext context) : SoundSampler(context)
{
    private double best;

    public override void Tell(Genotype genotype, TrialOutcome outcome) => best = Math.Max(best, outcome.Accuracy!.Value);
}

/// <summary>Keeps a tensor of every trial.</summary>
internal sealed class LeakySampler(SamplingContext context) : SoundSampler(context)
{
    public override void Tell(Genotype genotype, TrialOutcome outcome) => Leak.Keep(zeros([1]));
}

/// <summary>Wants more trials with every trial, up to two more.</summary>
internal sealed class RestlessSampler(SamplingContext context) : SoundSampler(context)
{
    private int told;

    public override int Trials => base.Trials + Math.Min(told, 2);

    public override void Tell(Genotype genotype, TrialOutcome outcome) => told++;
}

/// <summary>Keeps a tensor of every trial that failed.</summary>
internal sealed class SpillingSampler(SamplingContext context) : SoundSampler(context)
{
    public override void Tell(Genotype genotype, TrialOutcome outcome)
    {
        if (outcome.Failure is not null)
        {
            Leak.Keep(zeros([1]));
        }
    }
}
