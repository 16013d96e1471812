using Espalier.Catalog;

namespace Espalier.Attacks.Fab;

/// <summary>
/// The fast adaptive boundary attack in its targeted form: it looks for the smallest change that another class is found by, so it is told no radius,
/// and needs no loss.
/// </summary>
/// <remarks>
/// One run for each of the nine likeliest wrong classes (all of them where there are fewer), from the image itself. A change that is longer than
/// epsilon is not used, since it would leave the ball; an image whose change is within epsilon is done at once.
/// </remarks>
[Method(
    "fab-t",
    Paper = "Croce and Hein, Minimally distorted adversarial examples with a fast adaptive boundary attack, arXiv 1907.02044",
    Year = 2019,
    Summary = "The smallest change towards each of the nine likeliest wrong classes, N steps each (N = 100 where none is given).")]
public sealed class FabTargeted : StandingAttack, IIterative
{
    private const int DefaultSteps = 100;

    /// <summary>The attack with these settings; it chooses its step lengths itself, and starts at the images.</summary>
    public FabTargeted(AttackSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings.OwnSteps(DefaultSteps, radii: 1) with { RandomStart = false, Restarts = 1 };
    }

    /// <inheritdoc/>
    public override AttackSettings Settings { get; }

    /// <inheritdoc/>
    public int Steps => Settings.Steps!.Value;

    private protected override int Runs(long classes) => Targets.Count(classes);

    private protected override Tensor Run(int run, Module<Tensor, Tensor> model, Standing standing, Generator generator)
    {
        var descent = new FabDescent(model, Settings.Norm, Steps, Settings.Epsilon);
        var (points, distances) = descent.Run(standing.Images, standing.Labels, Targets.Of(standing.Logits, standing.Labels, run));
        return Within(standing.Images, points, distances);
    }

    /// <summary>What was found in the ball, and the images themselves where nothing was.</summary>
    private Tensor Within(Tensor images, Tensor points, double[] distances)
    {
        using var scope = NewDisposeScope();
        var within = tensor([.. distances.Select(distance => distance <= Settings.Epsilon)], [distances.Length, 1, 1, 1]);
        return where(within, points, images).MoveToOuterDisposeScope();
    }
}
