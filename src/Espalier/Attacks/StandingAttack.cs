namespace Espalier.Attacks;

/// <summary>An attack that works in runs, each on the images that the ones before it left standing.</summary>
/// <remarks>Images that are misclassified as they are are left alone.</remarks>
public abstract class StandingAttack : IAttack
{
    /// <inheritdoc/>
    public abstract AttackSettings Settings { get; }

    /// <inheritdoc/>
    public virtual bool ReadsGradients => true;

    /// <inheritdoc/>
    public Tensor Perturb(Module<Tensor, Tensor> model, Tensor images, Tensor labels, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(generator);
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        using var standing = new Standing(model, images.detach(), labels);
        var runs = Runs(standing.Classes);
        for (var run = 0; run < runs && standing.Count > 0; run++)
        {
            using var inner = NewDisposeScope();
            standing.Offer(Run(run, model, standing, generator));
        }

        return standing.Result().MoveToOuterDisposeScope();
    }

    /// <summary>How many runs there are at most, for a network of so many classes.</summary>
    private protected abstract int Runs(long classes);

    /// <summary>One run: a version of each image that stands; it belongs to the caller's scope. No gradient is recorded.</summary>
    private protected abstract Tensor Run(int run, Module<Tensor, Tensor> model, Standing standing, Generator generator);
}
