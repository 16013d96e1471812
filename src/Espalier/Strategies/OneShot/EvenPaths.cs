using Espalier.Data;
using Espalier.Strategies.Gradient;

namespace Espalier.Strategies.OneShot;

/// <summary>A lower level that trains the weights of one path for each batch, drawn evenly.</summary>
/// <param name="context">The search.</param>
/// <param name="weights">How weights step.</param>
/// <param name="judging">Is told of each step.</param>
internal sealed class EvenPaths(GradientContext context, WeightDescent weights, PathJudging judging) : ILowerLevel
{
    private readonly SeededRandom random = new(SeededRandom.Derive(context.Seed, "paths"));

    /// <inheritdoc/>
    public void BeginEpoch(int epoch, int after) => weights.BeginEpoch(epoch, after);

    /// <inheritdoc/>
    public StepReport Step(Batch train, Batch validation, StepReport report)
    {
        judging.Trained();
        using var path = judging.Through(judging.Judged.Draw(random));
        return weights.Step(train, report, path);
    }

    /// <inheritdoc/>
    public void Capture(StateGroups state)
    {
        weights.Capture(state);
        state.Add("random", tensor([unchecked((long)random.State)]));
    }

    /// <inheritdoc/>
    public void Restore(StateGroups state)
    {
        weights.Restore(state);
        random.State = unchecked((ulong)state.Tensors["random"].ToInt64());
    }

    /// <inheritdoc/>
    public void Dispose() => weights.Dispose();
}
