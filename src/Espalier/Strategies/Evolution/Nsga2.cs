using Espalier.Catalog;
using Espalier.Data;
using Espalier.Estimators;
using Espalier.Fronts;
using Espalier.Spaces;
using Espalier.Strategies.Gradient;

namespace Espalier.Strategies.Evolution;

/// <summary>
/// NSGA-II: a generation has as many children as members, of parents who win tournaments of two by rank, then by crowding; of both together
/// the best ranks live on, and of the last rank that has room the least crowded.
/// </summary>
/// <remarks>
/// Choices are crossed one by one with chance 0.9 and change with chance 1 / number of choices. Departure: a child outside the limits, or one
/// tried before, is made again; where none will do, one drawn from the whole space takes its place. A candidate that failed has the worst
/// value of everything.
/// </remarks>
[Method(
    "nsga2",
    Paper = "A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II, IEEE Transactions on Evolutionary Computation 6, 2002",
    Year = 2002,
    Summary = "evolution of a whole front: crowded tournaments, crossover, ranks of domination")]
[NeedsSpace(typeof(IChoiceSpace))]
public sealed class Nsga2 : SamplingStrategy
{
    private readonly Nsga2Options options;
    private readonly IChoiceSpace space;
    private readonly CandidateSource source;
    private readonly SeededRandom random;
    private readonly Func<TrialOutcome, double>[] objectives;
    private readonly List<(Genotype Genotype, double[] Values)> children = [];
    private Member[] members = [];

    /// <summary>A search of a space.</summary>
    /// <exception cref="InvalidInputException">The space is no row of choices.</exception>
    public Nsga2(SamplingContext context, Nsga2Options options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        (this.options, space) = (options, ChoiceMoves.Of(context.Space));
        objectives = [.. OutcomeObjectives.Of(options.Objectives)];
        source = new CandidateSource(context, options.Distinct);
        random = new SeededRandom(SeededRandom.Derive(context.Seed, "nsga2"));
    }

    /// <inheritdoc/>
    public override int Trials => options.Trials;

    /// <inheritdoc/>
    public override int EpochsPerTrial => options.Epochs;

    /// <summary>Those alive, and what they are worth.</summary>
    internal IEnumerable<(Genotype Genotype, double[] Values)> Population => members.Select(member => (member.Genotype, member.Values));

    /// <inheritdoc/>
    public override Genotype Ask() => members.Length == 0 ? source.First(Draw) : source.FirstOrDrawn(Child, Draw);

    /// <inheritdoc/>
    public override void Tell(Genotype genotype, TrialOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        source.Add(genotype);
        children.Add((genotype, Array.ConvertAll(objectives, objective => outcome.Accuracy is null ? double.PositiveInfinity : objective(outcome))));
        if (children.Count == options.Population)
        {
            members = Survivors([.. Population, .. children]);
            children.Clear();
        }
    }

    private Member[] Survivors((Genotype Genotype, double[] Values)[] all)
    {
        var ranks = NonDominatedSort.Ranks([.. all.Select(member => member.Values)]);
        var ranked = all.Zip(ranks).GroupBy(pair => pair.Second, pair => pair.First).OrderBy(front => front.Key).SelectMany(front =>
        {
            var crowding = NonDominatedSort.Crowding([.. front.Select(member => member.Values)]);
            return front.Select((member, i) => new Member(member.Genotype, member.Values, front.Key, crowding[i]))
                .OrderByDescending(member => member.Crowding);
        });
        return [.. ranked.Take(options.Population)];
    }

    private Genotype Child()
    {
        var (mother, father) = (Winner(), Winner());
        var child = random.NextDouble() < options.Crossover ? ChoiceMoves.Cross(space, mother, father, random) : mother;
        return ChoiceMoves.Perturb(space, child, 1.0 / space.Choices.Count, random);
    }

    private Genotype Winner()
    {
        var (one, other) = (members[random.Next(members.Length)], members[random.Next(members.Length)]);
        return (one.Rank, -one.Crowding).CompareTo((other.Rank, -other.Crowding)) <= 0 ? one.Genotype : other.Genotype;
    }

    private Genotype Draw() => space.Sample(random);

    private sealed record Member(Genotype Genotype, double[] Values, int Rank, double Crowding);
}

/// <summary>The settings of <see cref="Nsga2"/>.</summary>
public sealed record Nsga2Options : SamplingOptions, IObjectiveOptions
{
    /// <summary>How many live at once, at least 1. Default 20; 100 is usual where candidates cost little.</summary>
    public int Population { get; init => field = OptionRange.AtLeastOne(value); } = 20;

    /// <summary>The chance that a child has two parents, 0 to 1. Default 0.9.</summary>
    public double Crossover { get; init => field = OptionRange.Share(value); } = 0.9;

    /// <summary>
    /// What is to be good, parted by commas: <c>accuracy</c>, <c>robustness</c> (accuracy under attack), <c>corruptions</c> (mean corruption accuracy),
    /// <c>ood</c> (AUROC against images of <see cref="OodData"/>), <c>params</c>, <c>macs</c>, <c>seconds</c> (of the trial). Default
    /// <c>accuracy,params</c>.
    /// </summary>
    public string Objectives { get; init => field = OutcomeObjectives.Check(value); } = "accuracy,params";

    /// <summary>
    /// Whose training images are to be unknown, fitted to the run's where they differ: the name of data, or <c>noise</c>. Default noise.
    /// </summary>
    public string OodData { get; init => field = ObjectiveNames.CheckData(value); } = NoiseImages.Name;

    /// <summary>Which candidates are tried twice. Default: no genotype.</summary>
    public Distinctness Distinct { get; init; } = Distinctness.Genotype;
}
