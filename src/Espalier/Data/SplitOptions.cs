namespace Espalier.Data;

/// <summary>How a dataset is parted for a search.</summary>
public sealed record SplitOptions
{
    /// <summary>Images of the training set that take part, train and validation together. 0 or more; 0, the default, means all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int TrainImages
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(TrainImages));
            field = value;
        }
    }

    /// <summary>
    /// The part of them that judges architectures during the search instead of training weights. Fraction, 0 or more and below 1, default
    /// 0.5 (DARTS, arXiv 1806.09055, section 3.1: half of the training set is held out); 0 leaves the validation part empty.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0-1, 1 or not a number.</exception>
    public double ValidationFraction
    {
        get;
        init => field = value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(ValidationFraction), value, "A fraction from 0 up to, but not, 1 is needed.");
    }

    = 0.5;

    /// <summary>Images of the test set that are kept, the first ones. 0 or more; 0, the default, means all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int TestImages
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(TestImages));
            field = value;
        }
    }
}
