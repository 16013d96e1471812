using Espalier.Supernets;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// The frame of searches that no gradient of the architecture moves: weights step on paths drawn for each batch, and what a path is worth is
/// seen without a step.
/// </summary>
public abstract class PathStrategy : GradientStrategy
{
    /// <param name="context">The search.</param>
    /// <param name="options">How the shared weights are trained.</param>
    /// <exception cref="InvalidInputException">There is no such perturbation.</exception>
    private protected PathStrategy(GradientContext context, WeightOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        Context = context;
        Generator = new Generator(SeededRandom.Derive(context.Seed, "strategy"));
        Random = new SeededRandom(SeededRandom.Derive(context.Seed, "paths"));
        Lower = new WeightDescent(context, options, Generator);
    }

    /// <summary>The search.</summary>
    private protected GradientContext Context { get; }

    /// <summary>Whose paths are drawn.</summary>
    private protected Supernet Supernet => Context.Supernet;

    /// <summary>Draws what tensors need.</summary>
    private protected Generator Generator { get; }

    /// <summary>Draws paths.</summary>
    private protected SeededRandom Random { get; }

    /// <summary>Steps on the shared weights.</summary>
    private protected WeightDescent Lower { get; }

    /// <inheritdoc/>
    public sealed override IReadOnlyDictionary<string, Tensor> Capture()
    {
        var state = new StateGroups();
        state.Add("supernet", Supernet.state_dict());
        Lower.Capture(state);
        state.Add("generator", Generator.get_state());
        state.Add("random", tensor([unchecked((long)Random.State)]));
        Capture(state);
        return state.Tensors;
    }

    /// <inheritdoc/>
    public sealed override void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var found = new StateGroups(state);
        Supernet.load_state_dict(found.Group("supernet"));
        Lower.Restore(found);
        Generator.set_state(state["generator"]);
        Random.State = unchecked((ulong)state["random"].ToInt64());
        Restore(found);
    }

    /// <summary>Weights that have a path's operations as numbers, [edges, operations]; an edge whose operation is below 0 has zeros.</summary>
    internal static Tensor OneHot(int[] path, Tensor like)
    {
        using var scope = NewDisposeScope();
        var operations = tensor([.. path.Select(operation => (long)operation)]).unsqueeze(1);
        return arange(0, like.size(1)).unsqueeze(0).eq(operations).to(like.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>Loss and accuracy, 0 to 1, of logits.</summary>
    internal static (double Loss, double Accuracy) Seen(Tensor logits, Tensor labels) => (
        functional.cross_entropy(logits, labels).ToDouble(),
        logits.argmax(1).eq(labels).to(ScalarType.Float64).mean().ToDouble());

    /// <summary>Adds the tensors that are the method's own.</summary>
    private protected abstract void Capture(StateGroups state);

    /// <summary>Puts these back.</summary>
    private protected abstract void Restore(StateGroups state);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Lower.Dispose();
            Generator.Dispose();
        }
    }
}
