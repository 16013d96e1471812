namespace Espalier.Data;

/// <summary>
/// A dataset parted into images that train weights, images that judge architectures, and a test set that stays shut until the end.
/// </summary>
/// <remarks>
/// The training set is shuffled by a seed, without regard to classes; its front trains, what follows validates, so no image is in
/// both parts. The same seed and options give the same parts. With the same seed, fewer images are a part of more images.
/// Where the dataset sets validation images apart, those validate, at most as many as train, and the whole front trains.
/// </remarks>
public sealed class DataSplit
{
    /// <summary>Parts <paramref name="dataset"/>.</summary>
    /// <param name="dataset">The dataset; its sets are copied from, not changed.</param>
    /// <param name="options">How many images go where.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <exception cref="InvalidInputException">More images are asked for than there are, or a part would be empty.</exception>
    public DataSplit(Dataset dataset, SplitOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(options);
        RequireAtMost(dataset.Train, options.TrainImages, "training");
        RequireAtMost(dataset.Test, options.TestImages, "test");

        var images = options.TrainImages == 0 ? dataset.Train.Count : options.TrainImages;
        var validation = dataset.Validation is null
            ? (int)Math.Round(images * options.ValidationFraction, MidpointRounding.AwayFromZero)
            : 0;
        if (images == validation || (validation == 0 && options.ValidationFraction > 0 && dataset.Validation is null))
        {
            throw new InvalidInputException(
                $"data '{dataset.Name}'",
                $"{images} training images cannot be parted with a validation fraction of {options.ValidationFraction}",
                "use more images or another fraction");
        }

        var order = Permutation.Of(dataset.Train.Count, SeededRandom.Derive(seed, "split")).AsMemory(0, images);
        Name = dataset.Name;
        TrainIndices = order[..(images - validation)];
        Train = dataset.Train.Select(TrainIndices.Span);
        var judging = options.ValidationFraction > 0 ? dataset.Validation : null;
        ValidationIndices = judging is null
            ? order[(images - validation)..]
            : Permutation.Of(judging.Count, SeededRandom.Derive(seed, "validation")).AsMemory(0, Math.Min(judging.Count, images));
        Validation = (judging ?? dataset.Train).Select(ValidationIndices.Span);
        Test = new HeldOutTest(dataset.Test, options.TestImages);
        Statistics = ChannelStatistics.Of(Train);
    }

    /// <summary>The name of the dataset.</summary>
    public string Name { get; }

    /// <summary>Images that train weights.</summary>
    public ImageSet Train { get; }

    /// <summary>Images that judge architectures during the search; empty where the options ask for none.</summary>
    public ImageSet Validation { get; }

    /// <summary>Images for the final judgement.</summary>
    public HeldOutTest Test { get; }

    /// <summary>Mean and deviation of <see cref="Train"/> alone, in pixel units 0-1.</summary>
    public ChannelStatistics Statistics { get; }

    /// <summary>Where the images of <see cref="Train"/> stand in the dataset's training set.</summary>
    public ReadOnlyMemory<int> TrainIndices { get; }

    /// <summary>Where the images of <see cref="Validation"/> stand in the dataset's training set, or in its own validation set.</summary>
    public ReadOnlyMemory<int> ValidationIndices { get; }

    private static void RequireAtMost(ImageSet set, int asked, string what)
    {
        if (asked > set.Count)
        {
            throw new InvalidInputException(
                $"data '{set.Name}'",
                $"{asked} {what} images were asked for, it has {set.Count}",
                $"ask for at most {set.Count}, or 0 for all");
        }
    }
}
