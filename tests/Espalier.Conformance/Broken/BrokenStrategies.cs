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
