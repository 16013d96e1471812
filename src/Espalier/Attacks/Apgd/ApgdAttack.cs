namespace Espalier.Attacks.Apgd;

/// <summary>What the attacks by Auto-PGD share: 100 steps, the first ones of twice the radius, from a random point of the border.</summary>
/// <remarks>
/// The random start is the authors' of the standard evaluation: a random displacement, as long as the radius.
/// </remarks>
public abstract class ApgdAttack : StandingAttack, IIterative
{
    private const int DefaultSteps = 100;
    private const double FirstStep = 2;

    private protected ApgdAttack(AttackSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings.OwnSteps(DefaultSteps, FirstStep) with { RandomStart = true };
    }

    /// <inheritdoc/>
    public sealed override AttackSettings Settings { get; }

    /// <inheritdoc/>
    public int Steps => Settings.Steps!.Value;

    /// <summary>What rises.</summary>
    private protected abstract LossOfLogits Loss { get; }

    /// <summary>How many runs one restart is made of, for a network of so many classes.</summary>
    private protected virtual int Rounds(long classes) => 1;

    /// <summary>The classes that a run aims at; of no meaning where the loss aims at none.</summary>
    private protected virtual Tensor Aim(Standing standing, int round) => standing.Labels;

    private protected sealed override int Runs(long classes) => Rounds(classes) * Settings.Restarts;

    private protected sealed override Tensor Run(int run, Module<Tensor, Tensor> model, Standing standing, Generator generator)
    {
        var start = Start(standing.Images, generator);
        var aim = Aim(standing, run % Rounds(standing.Classes));
        return new ApgdAscent(model, Settings, Loss).Run(standing.Images, standing.Labels, aim, start);
    }

    private Tensor Start(Tensor images, Generator generator)
    {
        using var scope = NewDisposeScope();
        var ball = PixelBall.Of(Settings.Norm, images, Settings.Epsilon);
        return ball.Project(images.add(ball.DrawOnBorder(generator))).MoveToOuterDisposeScope();
    }
}
