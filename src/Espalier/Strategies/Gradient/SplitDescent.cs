using Espalier.Data;
using Espalier.Supernets;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// The lower level of RARTS (arXiv 2008.03901): the weights w descend lambda L_train + (beta / 2) ||w - y||^2 on the batch for the weights,
/// then their copy y descends L_val + (beta / 2) ||y - w||^2 on the batch for the architecture, beside the w just reached. Each has a
/// momentum of its own, and running statistics, for a copy's are part of it.
/// </summary>
internal sealed class SplitDescent : ILowerLevel
{
    private readonly AlternateState copy;
    private readonly WeightDescent first;
    private readonly WeightDescent second;

    /// <summary>Both descents.</summary>
    /// <param name="context">The search.</param>
    /// <param name="options">How both are trained.</param>
    /// <param name="copy">The state of y, while w's is in place. The caller's.</param>
    /// <param name="generator">Draws what w's perturbation needs.</param>
    internal SplitDescent(GradientContext context, RartsOptions options, AlternateState copy, Generator generator)
    {
        this.copy = copy;
        first = new WeightDescent(context, options, generator, Tied(options.Lambda));

        // Adversarial images and teachers of the lower level are w's: y is what the architecture is judged by.
        second = new WeightDescent(context, options with { Lower = "none", Teacher = WeightTeacher.None }, generator, Tied(1));

        Coupling Tied(double share) => new(context.Supernet.named_parameters(), copy, options.Beta, share);
    }

    /// <inheritdoc/>
    public void BeginEpoch(int epoch, int after)
    {
        first.BeginEpoch(epoch, after);
        second.BeginEpoch(epoch, after);
    }

    /// <inheritdoc/>
    public StepReport Step(Batch train, Batch validation, StepReport report)
    {
        report = first.Step(train, validation, report);
        if (report.Diverged is not null)
        {
            return report;
        }

        using var held = copy.Enter();
        return report with { Diverged = second.Step(validation, train, new StepReport()).Diverged };
    }

    /// <inheritdoc/>
    public void Capture(StateGroups state)
    {
        first.Capture(state);
        state.Add("copy", copy.Aside);
        var own = new StateGroups();
        second.Capture(own);
        state.Add("copy-descent", own.Tensors);
    }

    /// <inheritdoc/>
    public void Restore(StateGroups state)
    {
        first.Restore(state);
        copy.Load(state.Group("copy"));
        second.Restore(new StateGroups(state.Group("copy-descent")));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }
}
