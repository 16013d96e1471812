using Espalier.Attacks;
using Espalier.Data;
using Espalier.Studies;

namespace Espalier.Evaluation;

/// <summary>Accuracy of a trained network over the radius of its attack: the content of <c>robustness.json</c>, schema 1.</summary>
/// <remarks>
/// PGD with cross-entropy from the images themselves, steps of 2.5 epsilon / steps, each radius attacked for itself. An upper bound: a
/// stronger attack may leave less. Nothing is chosen by it.
/// </remarks>
public sealed record RobustnessCurve
{
    private const double Levels = 255;
    private static readonly double[] Radii = [0, 1, 2, 4, 8, 12, 16];

    /// <summary>The version of this format.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The SHA-256 sum of the model's file: the curve of other weights is another.</summary>
    public required string Model { get; init; }

    /// <summary>Whose test images.</summary>
    public required string Data { get; init; }

    /// <summary>How many of them, the first.</summary>
    public required int Images { get; init; }

    /// <summary>Gradient steps of the attack.</summary>
    public required int Steps { get; init; }

    /// <summary>Where random starts would come from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>From the smallest radius, which is 0, to the largest.</summary>
    public required IReadOnlyList<RobustnessPoint> Points { get; init; }

    /// <summary>The radii that are looked at, in pixel units: 0 to 16/255, and the one that a run was evaluated with.</summary>
    public static IReadOnlyList<double> RadiiWith(double epsilon) =>
        [.. Radii.Select(level => level / Levels).Append(epsilon).Order().Aggregate(new List<double>(), (kept, radius) =>
        {
            // 2/255 may come with another last bit.
            if (kept.Count == 0 || radius - kept[^1] > 1e-9)
            {
                kept.Add(radius);
            }

            return kept;
        })];

    /// <summary>Attacks a network at every radius.</summary>
    /// <param name="network">From images in pixel units [N, C, H, W] to logits [N, classes].</param>
    /// <param name="images">Test images, at least one.</param>
    /// <param name="model">The sum of the file that the network came from.</param>
    /// <param name="epsilon">A radius that must be among them, in pixel units.</param>
    /// <param name="steps">Gradient steps, at least 1.</param>
    /// <param name="seed">What is drawn derives from it.</param>
    /// <param name="progress">Is told after each batch how many images of how many are done.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public static RobustnessCurve Measure(
        Module<Tensor, Tensor> network,
        ImageSet images,
        string model,
        double epsilon,
        int steps,
        ulong seed,
        Action<int, int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        const int SmallBatch = 128;
        var radii = RadiiWith(epsilon);
        var attacks = radii.Skip(1).Select(radius => (IAttack)new Pgd(new AttackSettings { Epsilon = radius, Steps = steps })).ToArray();

        // At radius 0 the attack is the identity: the clean accuracy, which comes along.
        var found = new Evaluator(SmallBatch).Under(network, images, attacks, seed, progress, cancellation);
        return new RobustnessCurve
        {
            Model = model,
            Data = images.Name,
            Images = images.Count,
            Steps = steps,
            Seed = seed,
            Points = [.. radii.Zip(found, (radius, accuracy) => new RobustnessPoint(radius, accuracy.Correct))],
        };
    }

    /// <summary>Reads the file; null where there is none.</summary>
    /// <exception cref="InvalidInputException">It is damaged.</exception>
    public static RobustnessCurve? TryLoad(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        const string Mend = "delete it: the next report makes it anew";
        var curve = StudyJson.Read<RobustnessCurve>(AtomicText.Read(path), path, Mend);
        return curve is { Images: >= 1, Steps: >= 1, Points.Count: >= 1 } && curve.Points.All(point =>
            point is { Epsilon: >= 0 and <= 1, Correct: >= 0 } && point.Correct <= curve.Images)
            ? curve
            : throw new InvalidInputException(path, $"has no points, or some that are not of {curve.Images} images", Mend);
    }

    /// <summary>How many of how many at a point.</summary>
    public Accuracy At(RobustnessPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return new Accuracy(point.Correct, Images);
    }
}

/// <summary>A point of the curve.</summary>
/// <param name="Epsilon">The radius in pixel units, 0 to 1.</param>
/// <param name="Correct">Images classified rightly within it, as far as the attack found.</param>
public sealed record RobustnessPoint(double Epsilon, int Correct);
