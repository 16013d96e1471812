namespace Espalier.Data;

/// <summary>What a source gives: a training set and a test set of the same shape and classes.</summary>
/// <remarks>Hand it to <see cref="DataSplit"/> and forget it: the split holds the test set shut until the end.</remarks>
public sealed record Dataset
{
    /// <summary>Joins the two sets.</summary>
    /// <param name="name">The name a user picked it by.</param>
    /// <param name="train">Images to learn and to search with.</param>
    /// <param name="test">Images for the final judgement only.</param>
    /// <exception cref="ArgumentException">The sets differ in shape or number of classes.</exception>
    public Dataset(string name, ImageSet train, ImageSet test)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        if (train.Shape != test.Shape || train.Classes != test.Classes)
        {
            throw new ArgumentException(
                $"The test set ({test.Shape}, {test.Classes} classes) is unlike the training set ({train.Shape}, {train.Classes} classes).",
                nameof(test));
        }

        Name = name;
        Train = train;
        Test = test;
    }

    /// <summary>The name a user picked it by.</summary>
    public string Name { get; }

    /// <summary>Images to learn and to search with.</summary>
    public ImageSet Train { get; }

    /// <summary>Images for the final judgement only.</summary>
    public ImageSet Test { get; }

    /// <summary>Images that the source sets apart to judge architectures by; null where it leaves that to the split.</summary>
    /// <exception cref="ArgumentException">The set is empty, or unlike the training set.</exception>
    public ImageSet? Validation
    {
        get;
        init => field = value is null || (value.Shape == Train.Shape && value.Classes == Train.Classes && value.Count > 0)
            ? value
            : throw new ArgumentException($"The validation set ({value.Shape}, {value.Classes} classes) is empty or unlike the training set.");
    }

    /// <summary>What the source saw that the images no longer show.</summary>
    public DataFindings Findings { get; init; } = new();

    /// <summary>The sets by name, in the order in which they are used.</summary>
    public IEnumerable<(string Name, ImageSet Images)> Parts() => Validation is null
        ? [("train", Train), ("test", Test)]
        : [("train", Train), ("val", Validation), ("test", Test)];
}
