using Espalier.Data;
using Espalier.Spaces;
using Espalier.Strategies;

namespace Espalier.Conformance.Broken;

/// <summary>Draws from what no seed decides.</summary>
internal sealed class UnseededStrategy(GradientContext context) : SoundStrategy(context)
{
    private static int draws;

    protected override Tensor Noise(Tensor like) => like.ones_like() * ++draws;
}

/// <summary>Keeps its momentum out of the checkpoint.</summary>
internal sealed class ForgetfulStrategy(GradientContext context) : SoundStrategy(context)
{
    public override IReadOnlyDictionary<string, Tensor> Capture() =>
        base.Capture().Where(pair => pair.Key != "momentum").ToDictionary(pair => pair.Key, pair => pair.Value);
}

/// <summary>Goes on for an epoch after the search.</summary>
internal sealed class LongStrategy(GradientContext context) : SoundStrategy(context)
{
    public override int EpochsAfter => 1;
}

/// <summary>Does so, and keeps its momentum out of the checkpoint.</summary>
internal sealed class ForgetfulLongStrategy(GradientContext context) : SoundStrategy(context)
{
    public override int EpochsAfter => 1;

    public override IReadOnlyDictionary<string, Tensor> Capture() =>
        base.Capture().Where(pair => pair.Key != "momentum").ToDictionary(pair => pair.Key, pair => pair.Value);
}

/// <summary>Leaves a tensor behind at every step.</summary>
internal sealed class LeakyStrategy(GradientContext context) : SoundStrategy(context)
{
    public override StepReport Step(Batch train, Batch validation)
    {
        Leak.Keep(zeros([1]));
        return base.Step(train, validation);
    }
}

/// <summary>Forgets to free its own.</summary>
internal sealed class HoardingStrategy(GradientContext context) : SoundStrategy(context)
{
    protected override void Free(Tensor? held) => Leak.Keep(held!);
}

/// <summary>Derives what the space does not know.</summary>
internal sealed class LawlessStrategy(GradientContext context) : SoundStrategy(context)
{
    public override Genotype Derive() => new Lawless();

    internal sealed class Lawless : Genotype
    {
        public override string Space => "darts";

        public override string Text => "{\"space\":\"darts\",\"normal\":[[\"conv_9x9\",0]]}";
    }
}

/// <summary>Throws where it should report.</summary>
internal sealed class FragileStrategy(GradientContext context) : SoundStrategy(context)
{
    protected override StepReport Diverge(double loss) => throw new ArithmeticException($"the loss is {loss}");
}

/// <summary>Goes on with a loss that is no number.</summary>
internal sealed class BlindStrategy(GradientContext context) : SoundStrategy(context)
{
    protected override StepReport Diverge(double loss) => new() { TrainLoss = loss };
}

/// <summary>Writes into its batch.</summary>
internal sealed class VandalStrategy(GradientContext context) : SoundStrategy(context)
{
    public override StepReport Step(Batch train, Batch validation)
    {
        train.Images.add_(1);
        return base.Step(train, validation);
    }
}

/// <summary>Goes on for one step more before it notices.</summary>
internal sealed class LateStrategy(GradientContext context) : SoundStrategy(context)
{
    private bool warned;

    protected override StepReport Diverge(double loss)
    {
        var report = warned ? base.Diverge(loss) : new StepReport { TrainLoss = loss };
        warned = true;
        return report;
    }
}

/// <summary>Takes from a checkpoint only numbers that are finite.</summary>
internal sealed class ForgivingStrategy(GradientContext context) : SoundStrategy(context)
{
    public override void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        using var scope = NewDisposeScope();
        base.Restore(state.ToDictionary(pair => pair.Key, pair => Holds(pair) ? pair.Value : pair.Value.zeros_like()));

        static bool Holds(KeyValuePair<string, Tensor> pair) => pair.Key != "weight" || pair.Value.isfinite().all().ToInt64() != 0;
    }
}

/// <summary>Leaves a tensor behind when it diverges.</summary>
internal sealed class SpillingStrategy(GradientContext context) : SoundStrategy(context)
{
    protected override StepReport Diverge(double loss)
    {
        Leak.Keep(zeros([1]));
        return base.Diverge(loss);
    }
}

/// <summary>Leaves a tensor behind when it is resumed.</summary>
internal sealed class SquanderingStrategy(GradientContext context) : SoundStrategy(context)
{
    public override void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        Leak.Keep(zeros([1]));
        base.Restore(state);
    }
}

/// <summary>Takes steps and tells nothing of them.</summary>
internal sealed class SilentStrategy(GradientContext context) : SoundStrategy(context)
{
    protected override StepReport Tell(StepReport report) => new();
}

/// <summary>Wants another epoch with every epoch, up to three.</summary>
internal sealed class RestlessStrategy(GradientContext context) : SoundStrategy(context)
{
    private int begun;

    public override int EpochsAfter => begun;

    public override void BeginEpoch(int epoch) => begun = Math.Min(begun + 1, 3);
}

/// <summary>Does not say what its genotype is derived from.</summary>
internal sealed class MuteStrategy(GradientContext context) : SoundStrategy(context)
{
    public override IReadOnlyList<double[,]> Mixture() => [];

    public override Genotype Derive() => Space.Derive(base.Mixture());
}

/// <summary>Derives something else than its mixture says.</summary>
internal sealed class AloofStrategy(GradientContext context) : SoundStrategy(context)
{
    public override Genotype Derive() => Space.Smallest;
}

/// <summary>Says that its genotype is derived from numbers that are none.</summary>
internal sealed class VagueStrategy(GradientContext context) : SoundStrategy(context)
{
    public override IReadOnlyList<double[,]> Mixture()
    {
        var mixture = base.Mixture();
        mixture[0][0, 0] = double.NaN;
        return mixture;
    }
}
