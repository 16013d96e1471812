namespace Espalier.Attacks.Apgd;

/// <summary>What the attacks by Auto-PGD share: 100 steps, the first ones of twice the radius, from a random point of the border.</summary>
/// <remarks>
/// Where images are misclassified as they are, they are left alone. The random start is the authors' of the standard evaluation: a random
/// displacement, as long as the radius.
/// </remarks>
public abstract class ApgdAttack : IAttack, IIterative
{
    private const int DefaultSteps = 100;
    private const double FirstStep = 2;

    private protected ApgdAttack(AttackSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings.OwnSteps(DefaultSteps, FirstStep) with { RandomStart = true };
    }

    /// <inheritdoc/>
    public AttackSettings Settings { get; }

    /// <inheritdoc/>
    public int Steps => Settings.Steps!.Value;

    /// <summary>What rises.</summary>
    private protected abstract LossOfLogits Loss { get; }

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
        var ascent = new ApgdAscent(model, Settings, Loss);
        var rounds = Rounds(standing.Classes);
        for (var run = 0; run < rounds * Settings.Restarts && standing.Count > 0; run++)
        {
            using var inner = NewDisposeScope();
            var start = Start(standing.Images, generator);
            standing.Offer(ascent.Run(standing.Images, standing.Labels, Aim(standing, run % rounds), start));
        }

        return standing.Result().MoveToOuterDisposeScope();
    }

    /// <summary>How many runs one restart is made of, for a network of so many classes.</summary>
    private protected virtual int Rounds(long classes) => 1;

    /// <summary>The classes that a run aims at; of no meaning where the loss aims at none.</summary>
    private protected virtual Tensor Aim(Standing standing, int round) => standing.Labels;

    private Tensor Start(Tensor images, Generator generator)
    {
        using var scope = NewDisposeScope();
        var ball = PixelBall.Of(Settings.Norm, images, Settings.Epsilon);
        return ball.Project(images.add(ball.DrawOnBorder(generator))).MoveToOuterDisposeScope();
    }
}
