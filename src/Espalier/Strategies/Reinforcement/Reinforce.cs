using Espalier.Catalog;
using Espalier.Estimators;
using Espalier.Spaces;

namespace Espalier.Strategies.Reinforcement;

/// <summary>
/// REINFORCE: every choice is drawn from a softmax of its own; the logits climb the log-probability of what was drawn, times how much better
/// than usual it was, by Adam.
/// </summary>
/// <remarks>
/// Logits start as 1e-3 times normal draws; "usual" is the bias-corrected moving average of the accuracies, of 0.9. As in NATS-Bench's
/// comparison. Departure: a draw outside the limits is drawn again; a candidate that failed counts as accuracy 0.
/// </remarks>
[Method(
    "reinforce",
    Paper = "Simple statistical gradient-following algorithms for connectionist reinforcement learning, Machine Learning 8, 1992",
    Year = 1992,
    Summary = "a softmax per choice that climbs towards what was better than usual")]
[NeedsSpace(typeof(IChoiceSpace))]
public sealed class Reinforce : SamplingStrategy
{
    private const double Start = 1e-3;
    private const double Memory = 0.9;
    private readonly ReinforceOptions options;
    private readonly IChoiceSpace space;
    private readonly CandidateSource source;
    private readonly SeededRandom random;
    private readonly double[][] logits;
    private readonly AdamState adam;
    private double usual;
    private double weight;

    /// <summary>A search of a space.</summary>
    /// <exception cref="InvalidInputException">The space is no row of choices.</exception>
    public Reinforce(SamplingContext context, ReinforceOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        (this.options, space) = (options, ChoiceMoves.Of(context.Space));
        source = new CandidateSource(context, options.Distinct);
        random = new SeededRandom(SeededRandom.Derive(context.Seed, "reinforce"));
        logits = [.. space.Choices.Select(count => Enumerable.Range(0, count).Select(_ => Start * random.NextNormal()).ToArray())];
        adam = new AdamState(logits, options.Rate);
    }

    /// <inheritdoc/>
    public override int Trials => options.Trials;

    /// <inheritdoc/>
    public override int EpochsPerTrial => options.Epochs;

    /// <summary>The chances of each choice's values.</summary>
    internal IReadOnlyList<double[]> Probabilities => [.. logits.Select(Softmax)];

    /// <inheritdoc/>
    public override Genotype Ask()
    {
        var chances = Probabilities;
        return source.FirstOrDrawn(() => space.Decode([.. chances.Select(row => Categorical.Draw(row, random))]), () => space.Sample(random));
    }

    /// <inheritdoc/>
    public override void Tell(Genotype genotype, TrialOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        source.Add(genotype);
        var reward = outcome.Accuracy ?? 0;
        usual = (Memory * usual) + ((1 - Memory) * reward);
        weight = (Memory * weight) + (1 - Memory);
        var advantage = reward - (usual / weight);
        var values = space.Encode(genotype);
        adam.Descend([.. logits.Select((row, choice) =>
        {
            // The gradient of -log p(value) is p - 1 there, and p elsewhere.
            var slope = Softmax(row);
            slope[values[choice]]--;
            return Array.ConvertAll(slope, part => part * advantage);
        })]);
    }

    private static double[] Softmax(double[] row)
    {
        var most = row.Max();
        var powers = Array.ConvertAll(row, logit => Math.Exp(logit - most));
        var sum = powers.Sum();
        return Array.ConvertAll(powers, power => power / sum);
    }
}

/// <summary>The settings of <see cref="Reinforce"/>.</summary>
public sealed record ReinforceOptions : SamplingOptions
{
    /// <summary>Adam's learning rate, above 0. Default 0.01.</summary>
    public double Rate { get; init => field = OptionRange.Positive(value); } = 0.01;

    /// <summary>Which candidates are tried twice. Default: any, as published.</summary>
    public Distinctness Distinct { get; init; }
}
