namespace Espalier.Attacks.Apgd;

/// <summary>What Auto-PGD remembers of one image on its way.</summary>
/// <param name="place">The image's row in the batch.</param>
/// <param name="step">The length of the first steps.</param>
/// <param name="loss">The loss at the start.</param>
internal sealed class ApgdPoint(int place, double step, double loss)
{
    // The share of steps that must have raised the loss: rho of the paper.
    private const double LeastRises = 0.75;
    private double last = loss;
    private double bestAtCheckpoint = loss;
    private bool halvedAtCheckpoint;
    private int rises;

    /// <summary>The image's row in the batch.</summary>
    internal int Place => place;

    /// <summary>The length of its steps now.</summary>
    internal double Step { get; private set; } = step;

    /// <summary>The highest loss so far.</summary>
    internal double Best { get; private set; } = loss;

    /// <summary>Takes the loss after a step.</summary>
    /// <returns>Whether it is the highest so far.</returns>
    internal bool Arrives(double loss)
    {
        rises += loss > last ? 1 : 0;
        last = loss;
        var improves = loss > Best;
        Best = improves ? loss : Best;
        return improves;
    }

    /// <summary>
    /// Looks back at the steps since the last checkpoint: halves the step where too few of them raised the loss (condition 1), or where neither the
    /// step nor the highest loss has changed since (condition 2).
    /// </summary>
    /// <param name="steps">How many steps these were.</param>
    /// <returns>Whether the image must go back to where its loss was highest.</returns>
    internal bool Checks(int steps)
    {
        var halves = rises < LeastRises * steps || (!halvedAtCheckpoint && Best <= bestAtCheckpoint);
        Step = halves ? Step / 2 : Step;
        (halvedAtCheckpoint, bestAtCheckpoint, rises) = (halves, Best, 0);
        return halves;
    }
}
