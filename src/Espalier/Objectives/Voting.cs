namespace Espalier.Objectives;

/// <summary>How several teachers become one.</summary>
public enum TeacherVote
{
    /// <summary>The mean of their probabilities.</summary>
    Mean,

    /// <summary>The class that most of them hold likeliest, smoothed; among classes of equally many, the one likelier in the mean.</summary>
    Majority,

    /// <summary>The product of experts: their geometric mean, made to sum to 1.</summary>
    Product,
}

/// <summary>Makes one distribution of several. A vote of equal teachers is that of one.</summary>
public static class Voting
{
    /// <summary>The vote: probabilities [N, classes] in the caller's scope.</summary>
    /// <param name="logits">Each teacher's, [N, classes]; at least one.</param>
    /// <param name="temperature">What they are divided by before the softmax, above 0.</param>
    /// <param name="vote">The rule.</param>
    /// <param name="smoothing">The share that a majority spreads over all classes, 0 to below 1.</param>
    public static Tensor Of(IReadOnlyList<Tensor> logits, double temperature, TeacherVote vote, double smoothing)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentOutOfRangeException.ThrowIfZero(logits.Count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        using var scope = NewDisposeScope();
        var opinions = stack([.. logits.Select(own => own / temperature)]);
        return (vote switch
        {
            TeacherVote.Mean => opinions.softmax(-1).mean([0]),
            TeacherVote.Product => opinions.log_softmax(-1).mean([0]).softmax(-1),
            TeacherVote.Majority => Majority(opinions, smoothing),
            _ => throw new ArgumentOutOfRangeException(nameof(vote), vote, "no such vote"),
        }).MoveToOuterDisposeScope();
    }

    private static Tensor Majority(Tensor opinions, double smoothing)
    {
        var classes = opinions.size(-1);
        var votes = functional.one_hot(opinions.argmax(-1), classes).to(opinions.dtype).sum(0);

        // Less than one vote, so that it decides among equals alone.
        var standing = votes + (opinions.softmax(-1).mean([0]) / 2);
        return (functional.one_hot(standing.argmax(-1), classes).to(opinions.dtype) * (1 - smoothing)) + (smoothing / classes);
    }
}
