using Espalier.Data;

namespace Espalier.Training;

/// <summary>Training images that are not trained on, but looked at after each epoch: the test part stays shut.</summary>
internal static class HeldOut
{
    /// <summary>As many as Rice et al. (arXiv 2002.11569) hold out of CIFAR-10: more would cost time, and training images.</summary>
    internal const int Most = 1_000;

    /// <summary>How many of so many images are held out: a tenth, rounded up, and 1,000 at most.</summary>
    internal static int Of(int images) => Math.Min(Most, (images + 9) / 10);

    /// <summary>Parts images by a seed, without regard to classes.</summary>
    /// <exception cref="InvalidInputException">There is a single image.</exception>
    internal static (ImageSet Trained, ImageSet Held) Part(ImageSet images, ulong seed)
    {
        var held = Of(images.Count);
        if (held == images.Count)
        {
            throw new InvalidInputException(
                $"data '{images.Name}'",
                $"the best epoch is chosen by training images that are held out, and there is {images.Count} in all",
                "use more training images, or keep the last epoch");
        }

        var order = Permutation.Of(images.Count, SeededRandom.Derive(seed, "held-out"));
        return (images.Select(order.AsSpan(held)), images.Select(order.AsSpan(0, held)));
    }

    /// <summary>So many images, or all there are, drawn by a seed: they stay in training.</summary>
    internal static ImageSet Draw(ImageSet images, int count, ulong seed)
    {
        var order = Permutation.Of(images.Count, SeededRandom.Derive(seed, "watched"));
        return images.Select(order.AsSpan(0, Math.Min(count, images.Count)));
    }
}
