namespace Espalier.Attacks;

/// <summary>
/// The images of a batch that no attack has broken yet. What is offered for them is judged by a pass of its own; a broken image leaves at once, so
/// that no further step is spent on it.
/// </summary>
/// <remarks>
/// An image is broken where the largest logit is not its class's, or where logits are not finite numbers.
/// </remarks>
internal sealed class Standing : IDisposable
{
    private readonly Module<Tensor, Tensor> model;
    private readonly double[] margins;
    private readonly Tensor result;
    private readonly RowTensors rows;
    private int[] places;

    /// <summary>Judges the images as they are: what is classified wrongly stands no more.</summary>
    /// <param name="model">From images in pixel units to logits [N, classes]. Borrowed.</param>
    /// <param name="images">float [N, C, H, W] in pixel units. Borrowed.</param>
    /// <param name="labels">int64 [N]. Borrowed.</param>
    internal Standing(Module<Tensor, Tensor> model, Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        this.model = model;
        result = images.clone().DetachFromDisposeScope();
        places = [.. Enumerable.Range(0, (int)images.size(0))];
        var logits = model.call(images);
        margins = Margin.Read(logits, labels);
        rows = new RowTensors(images, labels, logits);
        Drop(Margin.Broken(logits, labels));
    }

    /// <summary>How many stand.</summary>
    internal int Count => places.Length;

    /// <summary>How many classes the network tells apart.</summary>
    internal long Classes => Logits.size(1);

    /// <summary>Where they are in the batch.</summary>
    internal IReadOnlyList<int> Places => places;

    /// <summary>Those that stand, as they are without an attack.</summary>
    internal Tensor Images => rows[0];

    /// <summary>Their classes.</summary>
    internal Tensor Labels => rows[1];

    /// <summary>Their logits without an attack [N, classes].</summary>
    internal Tensor Logits => rows[2];

    /// <summary>Of every image of the batch the version that the network was least sure of; belongs to the caller's scope.</summary>
    internal Tensor Result() => result.clone();

    /// <summary>Takes what an attack made of the images that stand.</summary>
    /// <param name="candidates">One for each of <see cref="Images"/>, in their order. Borrowed.</param>
    internal void Offer(Tensor candidates)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var logits = model.call(candidates);
        var found = Margin.Read(logits, Labels);
        var broken = Margin.Broken(logits, Labels);
        var better = Enumerable.Range(0, Count).Where(i => broken[i] || found[i] < margins[places[i]]).ToArray();
        if (better.Length > 0)
        {
            result.index_copy_(
                0, RowTensors.Index(better.Select(i => places[i])), candidates.index_select(0, RowTensors.Index(better)));
            Array.ForEach(better, i => margins[places[i]] = found[i]);
        }

        Drop(broken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        result.Dispose();
        rows.Dispose();
    }

    private void Drop(bool[] broken)
    {
        if (broken.Contains(true))
        {
            int[] kept = [.. Enumerable.Range(0, Count).Where(i => !broken[i])];
            places = [.. kept.Select(i => places[i])];
            rows.Keep(kept);
        }
    }
}
