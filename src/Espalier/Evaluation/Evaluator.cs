using Espalier.Attacks;
using Espalier.Data;

namespace Espalier.Evaluation;

/// <summary>Counts how many images a network classifies rightly, as they are and under attack.</summary>
/// <remarks>
/// <para>
/// The network is in evaluation mode meanwhile (batch norm uses its running statistics) and back in its own mode afterwards, whatever
/// happens.
/// </para>
/// <para>
/// An image that is classified wrongly as it is counts as wrong under attack as well: the attacker may leave it alone. So attacked accuracy
/// is never above clean accuracy. Logits that are not finite count as wrong.
/// </para>
/// <para>
/// The random starts of batch b come from a generator seeded by (seed, "attack", b): the same seed, images and batch size give the same
/// counts.
/// </para>
/// </remarks>
public sealed class Evaluator
{
    /// <summary>Images per batch where nothing else is said.</summary>
    public const int DefaultBatch = 256;

    private readonly int batchSize;

    /// <summary>
    /// Evaluates in batches of <paramref name="batchSize"/>, which costs memory and changes no clean result. At least 1.
    /// </summary>
    public Evaluator(int batchSize = DefaultBatch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        this.batchSize = batchSize;
    }

    /// <summary>Accuracy on the images as they are.</summary>
    /// <param name="model">From images in pixel units [N, C, H, W] to logits [N, classes].</param>
    /// <param name="images">At least one.</param>
    /// <param name="progress">Is told after each batch how many images of how many are done.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <exception cref="ArgumentException">There is no image.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public Accuracy Clean(
        Module<Tensor, Tensor> model, ImageSet images, Action<int, int>? progress = null, CancellationToken cancellation = default) =>
        Count(model, images, [], seed: 0, progress, cancellation)[0].Accuracy();

    /// <summary>Accuracy under an attack.</summary>
    /// <param name="model">From images in pixel units [N, C, H, W] to logits [N, classes].</param>
    /// <param name="images">At least one.</param>
    /// <param name="attack">The attack.</param>
    /// <param name="seed">Where its random starts come from.</param>
    /// <param name="progress">Is told after each batch how many images of how many are done.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <exception cref="ArgumentException">There is no image.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public Accuracy Attacked(
        Module<Tensor, Tensor> model,
        ImageSet images,
        IAttack attack,
        ulong seed,
        Action<int, int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(attack);
        return Count(model, images, [attack], seed, progress, cancellation)[1].Accuracy();
    }

    /// <summary>Clean accuracy and accuracy under two attacks, in one pass over the images.</summary>
    /// <param name="model">From images in pixel units [N, C, H, W] to logits [N, classes].</param>
    /// <param name="images">At least one.</param>
    /// <param name="fgsm">The attack of one step.</param>
    /// <param name="pgd">The attack of many steps.</param>
    /// <param name="seed">Where random starts come from.</param>
    /// <param name="progress">Is told after each batch how many images of how many are done.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <exception cref="ArgumentException">There is no image.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public RobustReport Robust(
        Module<Tensor, Tensor> model,
        ImageSet images,
        IAttack fgsm,
        IAttack pgd,
        ulong seed,
        Action<int, int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(fgsm);
        ArgumentNullException.ThrowIfNull(pgd);
        var found = Count(model, images, [fgsm, pgd], seed, progress, cancellation);
        return new RobustReport(found[0].Accuracy(), found[1].Accuracy(), found[2].Accuracy(), fgsm.Settings, pgd.Settings)
        {
            Outcomes =
            [
                new(null, found[0].Digits()),
                new(FacedThreat.Of("fgsm", fgsm), found[1].Digits()),
                new(FacedThreat.Of($"pgd-{pgd.Settings.Steps}", pgd), found[2].Digits()),
            ],
        };
    }

    /// <summary>Clean accuracy first, then one under each attack, in one pass over the images.</summary>
    /// <param name="model">From images in pixel units [N, C, H, W] to logits [N, classes].</param>
    /// <param name="images">At least one.</param>
    /// <param name="attacks">Each begins at the images as they are, and draws alike.</param>
    /// <param name="seed">Where random starts come from.</param>
    /// <param name="progress">Is told after each batch how many images of how many are done.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <exception cref="ArgumentException">There is no image.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public IReadOnlyList<Accuracy> Under(
        Module<Tensor, Tensor> model,
        ImageSet images,
        IReadOnlyList<IAttack> attacks,
        ulong seed,
        Action<int, int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(attacks);
        return [.. Count(model, images, [.. attacks], seed, progress, cancellation).Select(found => found.Accuracy())];
    }

    /// <summary>What became of the images as they are first, then under each attack.</summary>
    private Verdicts[] Count(
        Module<Tensor, Tensor> model,
        ImageSet images,
        IAttack[] attacks,
        ulong seed,
        Action<int, int>? progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        if (images.Count == 0)
        {
            throw new ArgumentException($"{images.Name} has no image to evaluate on.", nameof(images));
        }

        using var mode = new EvaluationMode(model);
        using var unrecorded = no_grad();
        var found = Enumerable.Range(0, attacks.Length + 1).Select(_ => new Verdicts(images.Count)).ToArray();
        var done = 0;
        foreach (var batch in BatchLoader.ForEvaluation(images, batchSize).Epoch(0, cancellation: cancellation))
        {
            using (batch)
            {
                cancellation.ThrowIfCancellationRequested();
                Add(found, done, model, batch, attacks, SeededRandom.Derive(seed, "attack", batch.Index));
                done += batch.Count;
            }

            progress?.Invoke(done, images.Count);
        }

        return found;
    }

    private static void Add(Verdicts[] found, int done, Module<Tensor, Tensor> model, Batch batch, IAttack[] attacks, ulong seed)
    {
        using var scope = NewDisposeScope();
        var clean = Hits(model, batch.Images, batch.Labels);
        found[0].Set(done, clean);
        for (var i = 0; i < attacks.Length; i++)
        {
            using var inner = NewDisposeScope();
            using var generator = new Generator(seed);
            var adversarial = attacks[i].Perturb(model, batch.Images, batch.Labels, generator);
            found[i + 1].Set(done, clean.mul(Hits(model, adversarial, batch.Labels)));
        }
    }

    /// <summary>Whether each image is classified rightly, bool [N].</summary>
    private static Tensor Hits(Module<Tensor, Tensor> model, Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var logits = model.call(images);
        return logits.argmax(1).eq(labels).mul(logits.sum(1).isfinite()).MoveToOuterDisposeScope();
    }

    /// <summary>Which images are classified rightly.</summary>
    private sealed class Verdicts(int images)
    {
        private readonly bool[] right = new bool[images];

        /// <summary>Takes a batch's over, bool [N], whose first image has the number <paramref name="first"/>.</summary>
        internal void Set(int first, Tensor hits) => hits.data<bool>().ToArray().CopyTo(right, first);

        internal Accuracy Accuracy() => new(right.Count(hit => hit), right.Length);

        internal string Digits() => string.Concat(right.Select(hit => hit ? '1' : '0'));
    }
}
