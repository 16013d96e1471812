using Espalier.Statistics;

namespace Espalier.Evaluation;

/// <summary>Two networks on the same images under the same condition.</summary>
/// <param name="First">The first's place among those that are compared, from 0.</param>
/// <param name="Second">The second's.</param>
/// <param name="Threat">What was done to the images; null: nothing.</param>
/// <param name="Data">Whose test images, as the first's user named them.</param>
/// <param name="Images">Their checksum.</param>
/// <param name="Counts">What came of it.</param>
/// <param name="AdjustedP">McNemar's exact p-value, corrected by Holm for all tests that were made together.</param>
/// <param name="Standing">Of the images that are right as they are, those that stand; null without attack, or where one network gets none right.</param>
public sealed record PairedTest(
    int First, int Second, FacedThreat? Threat, string Data, string Images, PairedCounts Counts, double AdjustedP, StandingShare? Standing)
{
    // Resampling is to tell the same whenever it is asked.
    private const ulong Seed = 1;

    /// <summary>Every test that can be made of each two networks: each condition that both faced on the same images, once.</summary>
    /// <param name="networks">What is kept of each, image by image.</param>
    /// <returns>By pair; clean first, then by images and in the order of the first network.</returns>
    public static IReadOnlyList<PairedTest> Between(IReadOnlyList<IReadOnlyList<ImageOutcomes>> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        var tests = new List<PairedTest>();
        for (var first = 0; first < networks.Count; first++)
        {
            for (var second = first + 1; second < networks.Count; second++)
            {
                tests.AddRange(Pair(first, second, networks[first], networks[second]));
            }
        }

        var adjusted = Holm.Adjust([.. tests.Select(test => test.Counts.ExactP())]);
        return [.. tests.Select((test, i) => test with { AdjustedP = adjusted[i] })];
    }

    private static IEnumerable<PairedTest> Pair(int first, int second, IReadOnlyList<ImageOutcomes> one, IReadOnlyList<ImageOutcomes> other)
    {
        // What was evaluated twice with one attack came to the same but for random draws: the first counts.
        var theirs = other.SelectMany(Conditions).DistinctBy(Key).ToDictionary(Key, condition => condition.Outcome.Right);
        var shared = one.SelectMany(Conditions).DistinctBy(Key).Where(condition => theirs.ContainsKey(Key(condition)));
        foreach (var condition in shared.OrderBy(condition => condition.Outcome.Threat is not null))
        {
            var (set, outcome) = condition;
            var right = theirs[Key(condition)];
            var standing = outcome.Threat is not null && theirs.TryGetValue((set.Images, null), out var theirClean)
                ? StandingShare.Of((set.Outcomes[0].Right, outcome.Right), (theirClean, right), new Bootstrap(Seed))
                : null;
            yield return new(first, second, outcome.Threat, set.Data, set.Images, PairedCounts.Of(outcome.Right, right), double.NaN, standing);
        }
    }

    private static IEnumerable<(ImageOutcomes Set, ImageOutcome Outcome)> Conditions(ImageOutcomes set) => set.Outcomes.Select(outcome => (set, outcome));

    private static (string Images, FacedThreat? Threat) Key((ImageOutcomes Set, ImageOutcome Outcome) condition) =>
        (condition.Set.Images, condition.Outcome.Threat);
}
