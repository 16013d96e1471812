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
}
