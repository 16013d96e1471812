using Espalier.Data;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Strategies;

namespace Espalier.Conformance.Broken;

/// <summary>
/// The least that keeps every check: the supernet's last weight, pushed by batches and noise with momentum. What is broken derives from it.
/// </summary>
internal class SoundStrategy : GradientStrategy
{
    private readonly Parameter weight;
    private readonly Generator generator;
    private Tensor? momentum;

    public SoundStrategy(GradientContext context)
    {
        weight = context.Supernet.parameters().Last();
        generator = new Generator(SeededRandom.Derive(context.Seed, "sound"));
    }

    protected static DartsSpace Space { get; } = new();

    public override void BeginEpoch(int epoch)
    {
    }

    public override StepReport Step(Batch train, Batch validation)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var loss = (weight.norm() + Inputs(train).mean() + validation.Images.mean()).ToDouble();
        if (!double.IsFinite(loss))
        {
            return Diverge(loss);
        }

        momentum ??= weight.zeros_like().DetachFromDisposeScope();
        momentum.mul_(0.5).add_(Noise(weight)).add_(train.Images.mean());
        weight.add_(momentum);
        return Tell(new StepReport { TrainLoss = loss, Objectives = Objectives(loss) });
    }

    public override Genotype Derive() => Space.Derive(Mixture());

    /// <summary>Drawn by the weight's bits.</summary>
    public override IReadOnlyList<double[,]> Mixture()
    {
        var random = new SeededRandom((ulong)BitConverter.SingleToInt32Bits(weight.data<float>()[0]));
        return [.. Space.CellKinds.Select(_ => Rows(random))];
    }

    public override IReadOnlyDictionary<string, Tensor> Capture()
    {
        var state = new Dictionary<string, Tensor> { ["weight"] = weight, ["generator"] = generator.get_state() };
        if (momentum is not null)
        {
            state["momentum"] = momentum;
        }

        return state;
    }

    public override void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        weight.copy_(state["weight"]);
        generator.set_state(state["generator"]);
        momentum = state.TryGetValue("momentum", out var found) ? found.clone().DetachFromDisposeScope() : null;
    }

    protected virtual IReadOnlyDictionary<string, double> Objectives(double loss) => new Dictionary<string, double> { ["accuracy"] = loss };

    protected virtual Tensor Inputs(Batch train) => train.Images;

    protected virtual StepReport Tell(StepReport report) => report;

    protected virtual StepReport Diverge(double loss) => new() { Diverged = $"the loss is {loss}" };

    protected virtual void Free(Tensor? held) => held?.Dispose();

    protected virtual Tensor Noise(Tensor like) => randn(like.shape, generator: generator);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Free(momentum);
            generator.Dispose();
        }
    }

    private static double[,] Rows(SeededRandom random)
    {
        var rows = new double[Space.Edges.Count, Space.Operations.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i / rows.GetLength(1), i % rows.GetLength(1)] = random.NextDouble();
        }

        return rows;
    }
}
