using Espalier.Data;

namespace Espalier.Cli.Options;

/// <summary>
/// Fits the numbers of images to the data before a run begins: of what a preset asks for, as many are taken as there are; what a user
/// asks for must be there.
/// </summary>
/// <param name="data">The data.</param>
internal sealed class ImageCounts(Dataset data)
{
    /// <summary>What was counted.</summary>
    internal Dataset Data => data;

    /// <summary>Training images; 0 = all.</summary>
    internal int Train(string option, int? given, int preset) => Fit(option, given, preset, data.Train);

    /// <summary>Test images; 0 = all.</summary>
    internal int Test(string option, int? given, int preset) => Fit(option, given, preset, data.Test);

    /// <summary>Checks that a step of a gradient search, which takes full batches only, fits into the half that trains.</summary>
    internal void RequireBatch(int batch, int searchImages)
    {
        var images = searchImages == 0 ? data.Train.Count : searchImages;
        var half = data.Validation is { } apart ? Math.Min(images, apart.Count) : images / 2;
        if (batch > half)
        {
            throw new InvalidInputException(
                $"--batch {batch}", $"only {half} images train in the search, the other half judges", "give a smaller batch");
        }
    }

    private static int Fit(string option, int? given, int preset, ImageSet images)
    {
        if (given > images.Count)
        {
            throw new InvalidInputException($"{option} {given}", $"{images.Name} has {images.Count} images", "ask for fewer, or 0 for all");
        }

        return given ?? (preset >= images.Count ? 0 : preset);
    }
}
