namespace Espalier.Training;

/// <summary>What a trainer knows beside tensors; together with those it determines every later step.</summary>
internal sealed record TrainerState
{
    /// <summary>The recipe it trains by; a resumed run must have the same.</summary>
    public required TrainingRecipe Recipe { get; init; }

    /// <summary>The seed; a resumed run must have the same.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Number of training images; a resumed run must have as many.</summary>
    public required int Images { get; init; }

    /// <summary>The epoch of the next step.</summary>
    public int Epoch
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Epoch));
            field = value;
        }
    }


    /// <summary>The batch of the next step.</summary>
    public int Batch
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Batch));
            field = value;
        }
    }


    /// <summary>Steps of the optimiser so far.</summary>
    public long OptimizerSteps { get; init; }

    /// <summary>Sums over the epoch so far.</summary>
    public EpochMeter Meter { get; init; }

    /// <summary>Time so far.</summary>
    public double Seconds { get; init; }

    /// <summary>The epochs that are done: a resumed run logs them again, whose log was cut off behind the search.</summary>
    public IReadOnlyList<TrainedEpoch> Epochs { get; init; } = [];
}

/// <summary>Sums over the images of an epoch.</summary>
internal readonly record struct EpochMeter
{
    /// <summary>Of losses.</summary>
    public double LossSum { get; init; }

    /// <summary>Of images classified rightly.</summary>
    public long Correct { get; init; }

    /// <summary>Of images.</summary>
    public long Seen { get; init; }

    /// <summary>The sums with a batch more.</summary>
    internal EpochMeter With(StepResult result, int images) =>
        new() { LossSum = LossSum + (result.Loss * images), Correct = Correct + result.Correct, Seen = Seen + images };
}
