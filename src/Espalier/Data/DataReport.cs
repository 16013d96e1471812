namespace Espalier.Data;

/// <summary>What there is in a dataset: for people before a search, and for its record.</summary>
public sealed record DataReport
{
    /// <summary>The dataset's name.</summary>
    public required string Name { get; init; }

    /// <summary>The size of every image as a network sees it, <c>CxHxW</c>.</summary>
    public required string Shape { get; init; }

    /// <summary>The names of the classes, in the order of the labels.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The parts, in the order in which they are used.</summary>
    public required IReadOnlyList<DataPart> Parts { get; init; }

    /// <summary>The mean of every channel over the training images, in pixel units 0-1.</summary>
    public required IReadOnlyList<float> Mean { get; init; }

    /// <summary>The standard deviation of every channel over the training images, in pixel units 0-1.</summary>
    public required IReadOnlyList<float> Std { get; init; }

    /// <summary>Images that are there more than once.</summary>
    public required DataDuplicates Duplicates { get; init; }

    /// <summary>Sizes as stored, the commonest first; empty where all have the size above.</summary>
    public required IReadOnlyList<SizeCount> Sizes { get; init; }

    /// <summary>Files that cannot be decoded.</summary>
    public required IReadOnlyList<UnreadableFile> Unreadable { get; init; }

    /// <summary>What was decided while reading, and by which option it is decided otherwise.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Looks through a dataset.</summary>
    public static DataReport Of(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var statistics = ChannelStatistics.Of(data.Train);
        return new DataReport
        {
            Name = data.Name,
            Shape = data.Train.Shape.ToString(),
            Classes = data.Train.ClassNames,
            Parts = [.. data.Parts().Select(part => new DataPart(part.Name, part.Images.Count, Counts(part.Images)))],
            Mean = statistics.Mean,
            Std = statistics.Std,
            Duplicates = DataDuplicates.Of(data),
            Sizes = data.Findings.Sizes,
            Unreadable = data.Findings.Unreadable,
            Notes = data.Findings.Notes,
        };
    }

    private static int[] Counts(ImageSet images)
    {
        var counts = new int[images.Classes];
        foreach (var label in images.Labels)
        {
            counts[label]++;
        }

        return counts;
    }
}

/// <summary>A part of a dataset.</summary>
/// <param name="Name"><c>train</c>, <c>val</c> or <c>test</c>.</param>
/// <param name="Images">How many images it has.</param>
/// <param name="PerClass">How many of each class, in the order of the labels.</param>
public sealed record DataPart(string Name, int Images, IReadOnlyList<int> PerClass);
