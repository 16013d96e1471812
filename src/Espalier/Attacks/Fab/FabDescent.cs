namespace Espalier.Attacks.Fab;

/// <summary>
/// Fast adaptive boundary attack towards one class: steps along the border between two classes, held near the image, for the nearest point that is
/// taken for another class.
/// </summary>
/// <remarks>
/// <para>
/// Croce and Hein, arXiv 1907.02044, algorithm 1, in the targeted form of arXiv 2003.01690: the border is that between the true class and the
/// target. alpha_max 0.1, eta 1.05, beta 0.9.
/// </para>
/// <para>
/// The final search on the line between the image and what was found goes where the margin would be zero if it were linear, and a hundredth of the
/// rest beyond it, lest it end on the border itself.
/// </para>
/// </remarks>
internal sealed class FabDescent
{
    private const double MostAttraction = 0.1;
    private const double Overshoot = 1.05;
    private const double Backward = 0.9;
    private const double LeastLength = 1e-8;
    private const int FinalSearches = 3;
    private const double BeyondBorder = 0.01;
    private const int Clean = 0;
    private const int Labels = 1;
    private const int Goals = 2;
    private const int Current = 3;
    private const int Found = 4;
    private readonly Module<Tensor, Tensor> model;
    private readonly Norm norm;
    private readonly int steps;
    private readonly double enough;

    /// <summary>A search; the model is borrowed.</summary>
    /// <param name="model">From images in pixel units to logits [N, classes].</param>
    /// <param name="norm">What is to be short.</param>
    /// <param name="steps">At least 1.</param>
    /// <param name="enough">An image whose nearest point so far is within this is left at that; 0: every step is taken.</param>
    internal FabDescent(Module<Tensor, Tensor> model, Norm norm, int steps, double enough) =>
        (this.model, this.norm, this.steps, this.enough) = (model, norm, steps, enough);

    /// <summary>The nearest misclassified points that it finds, which belong to the caller's scope, and how far they are.</summary>
    /// <param name="images">float [N, C, H, W] in pixel units, N at least 1, classified rightly. Borrowed.</param>
    /// <param name="labels">int64 [N]. Borrowed.</param>
    /// <param name="targets">int64 [N], other classes. Borrowed.</param>
    /// <returns>An image itself, and infinity, where nothing was found.</returns>
    internal (Tensor Points, double[] Distances) Run(Tensor images, Tensor labels, Tensor targets)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var result = images.clone();
        var distances = Enumerable.Repeat(double.PositiveInfinity, (int)images.size(0)).ToArray();
        var places = Enumerable.Range(0, distances.Length).ToArray();
        using var rows = new RowTensors(images, labels, targets, images, images);
        for (var step = 0; step < steps && places.Length > 0; step++)
        {
            Approach(rows);
            Visit(rows, places, distances);
            places = Leave(rows, places, result, place => distances[place] <= enough);
        }

        for (var search = 0; search < FinalSearches && places.Length > 0; search++)
        {
            places = search == 0 ? Prepare(rows, places, distances) : places;
            Narrow(rows, places, distances);
        }

        Leave(rows, places, result, _ => true);
        return (result.MoveToOuterDisposeScope(), distances);
    }

    /// <summary>One step: onto the border as it looks from here, seen from here and from the image.</summary>
    private void Approach(RowTensors rows)
    {
        using var scope = NewDisposeScope();
        var (clean, current) = (rows[Clean], rows[Current]);
        var (_, ahead, gradient) = InputGradient.Of(
            model, current, logits => AttackLosses.Towards(logits, rows[Labels], rows[Goals]));
        var normals = gradient.masked_fill(gradient.isfinite().logical_not(), 0.0);
        var offsets = current.mul(normals).sum([1, 2, 3], keepdim: true).sub_(ahead.view(-1, 1, 1, 1));
        var fromHere = BoxedHyperplane.Reach(norm, current, normals, offsets);
        var fromImage = BoxedHyperplane.Reach(norm, clean, normals, offsets);
        var here = PixelBall.Length(norm, fromHere).clamp_(min: LeastLength);
        var there = PixelBall.Length(norm, fromImage).clamp_(min: LeastLength);
        var attraction = here.div(here.add(there)).clamp_(max: MostAttraction);
        var own = fromHere.mul_(Overshoot).add_(current).mul_(1 - attraction);
        current.copy_(fromImage.mul_(Overshoot).add_(clean).mul_(attraction).add_(own).clamp_(0.0, 1.0));
    }

    /// <summary>Keeps what is misclassified and nearer than before, and goes from there back towards the image.</summary>
    private void Visit(RowTensors rows, int[] places, double[] distances)
    {
        using var scope = NewDisposeScope();
        var current = rows[Current];
        var broken = Margin.Broken(model.call(current), rows[Labels]);
        int[] crossed = [.. Enumerable.Range(0, places.Length).Where(i => broken[i])];
        if (crossed.Length == 0)
        {
            return;
        }

        Keep(rows, places, distances, current, broken);
        var index = RowTensors.Index(crossed);
        var (clean, moved) = (rows[Clean].index_select(0, index), current.index_select(0, index));
        current.index_copy_(0, index, moved.sub_(clean).mul_(Backward).add_(clean));
    }

    private void Keep(RowTensors rows, int[] places, double[] distances, Tensor points, bool[] broken)
    {
        var length = RowTensors.Numbers(PixelBall.Length(norm, points.sub(rows[Clean])).view(-1));
        int[] nearer = [.. Enumerable.Range(0, places.Length).Where(i => broken[i] && length[i] < distances[places[i]])];
        if (nearer.Length > 0)
        {
            var index = RowTensors.Index(nearer);
            rows[Found].index_copy_(0, index, points.index_select(0, index));
            Array.ForEach(nearer, i => distances[places[i]] = length[i]);
        }
    }

    /// <summary>Only what was found can be narrowed; the near end of the line is the image, in the place of the point of the way.</summary>
    private static int[] Prepare(RowTensors rows, int[] places, double[] distances)
    {
        int[] kept = [.. Enumerable.Range(0, places.Length).Where(i => double.IsFinite(distances[places[i]]))];
        rows.Keep(kept);
        rows[Current].copy_(rows[Clean]);
        return [.. kept.Select(i => places[i])];
    }

    private void Narrow(RowTensors rows, int[] places, double[] distances)
    {
        if (places.Length == 0)
        {
            return;
        }

        using var scope = NewDisposeScope();
        var (near, far) = (rows[Current], rows[Found]);
        var before = Margin.Of(model.call(near), rows[Labels]).clamp_(min: 0.0);
        var behind = Margin.Of(model.call(far), rows[Labels]).clamp_(max: 0.0);
        var share = before.div(before.sub(behind).clamp_(min: 1e-12)).clamp_(0.0, 1.0);
        share = share.add((1 - share).mul_(BeyondBorder)).view(-1, 1, 1, 1);
        var between = far.sub(near).mul_(share).add_(near);
        var broken = Margin.Broken(model.call(between), rows[Labels]);
        int[] right = [.. Enumerable.Range(0, places.Length).Where(i => !broken[i])];
        if (right.Length > 0)
        {
            var index = RowTensors.Index(right);
            near.index_copy_(0, index, between.index_select(0, index));
        }

        Keep(rows, places, distances, between, broken);
    }

    private static int[] Leave(RowTensors rows, int[] places, Tensor result, Func<int, bool> leaves)
    {
        int[] gone = [.. Enumerable.Range(0, places.Length).Where(i => leaves(places[i]))];
        if (gone.Length == 0)
        {
            return places;
        }

        using var scope = NewDisposeScope();
        result.index_copy_(0, RowTensors.Index(gone.Select(i => places[i])), rows[Found].index_select(0, RowTensors.Index(gone)));
        int[] kept = [.. Enumerable.Range(0, places.Length).Except(gone)];
        rows.Keep(kept);
        return [.. kept.Select(i => places[i])];
    }
}
