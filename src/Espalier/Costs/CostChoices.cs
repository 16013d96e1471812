using System.Runtime.InteropServices;

namespace Espalier.Costs;

/// <summary>
/// What every network of a space costs, where a cost is a fixed part and one alternative out of each of several choices, and no choice
/// depends on another. Then the extremes are sums of extremes: exact, and found without building the networks.
/// </summary>
public sealed class CostChoices
{
    private const int MostSums = 2_000_000;
    private readonly NetworkCost fixedPart;
    private readonly NetworkCost[][] choices;

    /// <summary>Takes the parts.</summary>
    /// <param name="fixedPart">What every network has.</param>
    /// <param name="choices">For each choice, what each of its alternatives adds; at least one, alike ones count once.</param>
    /// <exception cref="ArgumentException">A choice has no alternative.</exception>
    public CostChoices(NetworkCost fixedPart, IEnumerable<IEnumerable<NetworkCost>> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        this.fixedPart = fixedPart;
        this.choices = [.. choices.Select(alternatives => alternatives.Distinct().ToArray())];
        if (this.choices.Any(alternatives => alternatives.Length == 0))
        {
            throw new ArgumentException("A choice has no alternative.", nameof(choices));
        }
    }

    /// <summary>The fewest parameters and the fewest MACs of any network; they may be two networks'.</summary>
    public NetworkCost Fewest => Sum(Enumerable.Min);

    /// <summary>The most parameters and the most MACs of any network; they may be two networks'.</summary>
    public NetworkCost Most => Sum(Enumerable.Max);

    /// <summary>
    /// For every number of parameters that a network has, rising, the fewest MACs of such a network. Null where there are more than two
    /// million numbers, which would take too long to find.
    /// </summary>
    public IReadOnlyList<NetworkCost>? Leanest()
    {
        var sums = new Dictionary<long, long> { [fixedPart.Parameters] = fixedPart.Macs };
        foreach (var alternatives in choices)
        {
            var next = new Dictionary<long, long>();
            foreach (var (parameters, macs) in sums)
            {
                foreach (var added in alternatives)
                {
                    ref var least = ref CollectionsMarshal.GetValueRefOrAddDefault(next, parameters + added.Parameters, out var known);
                    least = known ? Math.Min(least, macs + added.Macs) : macs + added.Macs;
                }

                if (next.Count > MostSums)
                {
                    return null;
                }
            }

            sums = next;
        }

        return [.. sums.OrderBy(sum => sum.Key).Select(sum => new NetworkCost(sum.Key, sum.Value))];
    }

    private NetworkCost Sum(Func<IEnumerable<long>, long> extreme) => new(
        fixedPart.Parameters + choices.Sum(alternatives => extreme(alternatives.Select(added => added.Parameters))),
        fixedPart.Macs + choices.Sum(alternatives => extreme(alternatives.Select(added => added.Macs))));
}
