namespace Espalier.Attacks.Apgd;

/// <summary>
/// Auto-PGD: gradient ascent with a momentum, whose steps halve, going back to the best point, wherever looking back shows that they are too long.
/// </summary>
/// <remarks>
/// Croce and Hein, arXiv 2003.01690, algorithm 1. A checkpoint looks at the steps that were taken until then. An image that is broken leaves at
/// once, which changes nothing for the others.
/// </remarks>
internal sealed class ApgdAscent
{
    // alpha of the paper: how much of a step is the new direction, and how much the last movement.
    private const double NewShare = 0.75;
    private const int Clean = 0;
    private const int Labels = 1;
    private const int Targets = 2;
    private const int Current = 3;
    private const int Previous = 4;
    private const int Best = 5;
    private const int Gradient = 6;
    private const int BestGradient = 7;
    private readonly Module<Tensor, Tensor> model;
    private readonly AttackSettings settings;
    private readonly LossOfLogits loss;
    private readonly bool stops;

    /// <summary>An ascent; the model is borrowed.</summary>
    /// <param name="model">From images in pixel units to logits [N, classes].</param>
    /// <param name="settings">Norm, radius, steps and the first step's length.</param>
    /// <param name="loss">What rises.</param>
    /// <param name="stops">Whether an image that is broken is left as it is; else its loss is driven on.</param>
    internal ApgdAscent(Module<Tensor, Tensor> model, AttackSettings settings, LossOfLogits loss, bool stops = true) =>
        (this.model, this.settings, this.loss, this.stops) = (model, settings, loss, stops);

    /// <summary>Where the ascent leads; belongs to the caller's scope.</summary>
    /// <param name="images">float [N, C, H, W] in pixel units, N at least 1. Borrowed.</param>
    /// <param name="labels">int64 [N]. Borrowed.</param>
    /// <param name="targets">int64 [N]: the classes that the loss aims at; anything where it aims at none. Borrowed.</param>
    /// <param name="start">Points of the ball where it begins. Borrowed.</param>
    /// <returns>The broken image where one was found on the way, else the point of the highest loss.</returns>
    internal Tensor Run(Tensor images, Tensor labels, Tensor targets, Tensor start)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var result = start.clone();
        using var rows = new RowTensors(images, labels, targets, start, start, start, start, start);
        var points = new List<ApgdPoint>();
        var losses = Look(rows);
        points.AddRange(losses.Losses.Select((value, place) => new ApgdPoint(place, settings.StepSize!.Value, value)));
        rows[BestGradient].copy_(rows[Gradient]);
        Leave(rows, points, losses.Broken, result);
        var checkpoints = ApgdSchedule.Checkpoints(settings.Steps!.Value);
        for (var (step, next) = (1, 0); step <= settings.Steps && points.Count > 0; step++)
        {
            Move(rows, points, step == 1);
            var found = Look(rows);
            Remember(rows, points, found.Losses);
            if (next < checkpoints.Count && step == checkpoints[next])
            {
                GoBack(rows, points, step - (next == 0 ? 0 : checkpoints[next - 1]), found.Broken);
                next++;
            }

            Leave(rows, points, found.Broken, result);
        }

        if (points.Count > 0)
        {
            result.index_copy_(0, RowTensors.Index(points.Select(point => point.Place)), rows[Best]);
        }

        return result.MoveToOuterDisposeScope();
    }

    private (double[] Losses, bool[] Broken) Look(RowTensors rows)
    {
        using var scope = NewDisposeScope();
        var (logits, values, gradient) = InputGradient.Of(model, rows[Current], logits => loss(logits, rows[Labels], rows[Targets]));
        rows[Gradient].copy_(gradient);
        var broken = Margin.Broken(logits, rows[Labels]);
        return (RowTensors.Numbers(values), stops ? broken : new bool[broken.Length]);
    }

    private void Move(RowTensors rows, List<ApgdPoint> points, bool isFirst)
    {
        using var scope = NewDisposeScope();
        var (current, ball) = (rows[Current], PixelBall.Of(settings.Norm, rows[Clean], settings.Epsilon));
        var lengths = tensor([.. points.Select(point => point.Step)], [points.Count, 1, 1, 1]).to(current.dtype);
        var ahead = ball.Project(ball.Steepest(rows[Gradient]).mul_(lengths).add_(current));
        if (!isFirst)
        {
            var movement = current.sub(rows[Previous]);
            ahead = ball.Project(ahead.sub_(current).mul_(NewShare).add_(movement, 1 - NewShare).add_(current));
        }

        rows[Previous].copy_(current);
        current.copy_(ahead);
    }

    private static void Remember(RowTensors rows, List<ApgdPoint> points, double[] losses)
    {
        using var scope = NewDisposeScope();
        int[] improved = [.. Enumerable.Range(0, points.Count).Where(i => points[i].Arrives(losses[i]))];
        Copy(rows, improved, Current, Best);
        Copy(rows, improved, Gradient, BestGradient);
    }

    private static void GoBack(RowTensors rows, List<ApgdPoint> points, int steps, bool[] broken)
    {
        using var scope = NewDisposeScope();
        int[] back = [.. Enumerable.Range(0, points.Count).Where(i => points[i].Checks(steps) && !broken[i])];
        Copy(rows, back, Best, Current);
        Copy(rows, back, BestGradient, Gradient);
    }

    private static void Copy(RowTensors rows, int[] which, int from, int to)
    {
        if (which.Length > 0)
        {
            var index = RowTensors.Index(which);
            rows[to].index_copy_(0, index, rows[from].index_select(0, index));
        }
    }

    private static void Leave(RowTensors rows, List<ApgdPoint> points, bool[] broken, Tensor result)
    {
        if (!broken.Contains(true))
        {
            return;
        }

        using var scope = NewDisposeScope();
        int[] gone = [.. Enumerable.Range(0, points.Count).Where(i => broken[i])];
        result.index_copy_(0, RowTensors.Index(gone.Select(i => points[i].Place)), rows[Current].index_select(0, RowTensors.Index(gone)));
        rows.Keep(Enumerable.Range(0, points.Count).Where(i => !broken[i]));
        for (var i = points.Count - 1; i >= 0; i--)
        {
            if (broken[i])
            {
                points.RemoveAt(i);
            }
        }
    }
}
