using Espalier.Estimators;

namespace Espalier.Strategies.Surrogate;

/// <summary>What choosing a value, or a pair of them, does to networks on average.</summary>
/// <param name="First">The value: its place in a one-hot row.</param>
/// <param name="FirstChosen">Whether it is chosen, or is not.</param>
/// <param name="Second">The other value of a pair; null of a single one.</param>
/// <param name="SecondChosen">Whether the other one is chosen.</param>
/// <param name="Effect">The mean of what it adds to a prediction, in the unit of accuracies; harm where it is below 0.</param>
public sealed record ChoiceHarm(int First, bool FirstChosen, int? Second, bool SecondChosen, double Effect)
{
    /// <summary>Whether a network, as a one-hot row, does it.</summary>
    public bool IsIn(double[] row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row[First] > 0 == FirstChosen && (Second is not { } second || row[second] > 0 == SecondChosen);
    }

    /// <summary>
    /// Values that networks choose, by the mean attribution over those that choose them, the most harmful first: the first order of GBDT-NAS-3S.
    /// </summary>
    /// <param name="attributions">[networks][values + 1], as <see cref="IAttributedPredictor.Attribute"/> gives them.</param>
    /// <param name="rows">The networks as one-hot rows.</param>
    public static IReadOnlyList<ChoiceHarm> Singles(IReadOnlyList<double[]> attributions, IReadOnlyList<double[]> rows)
    {
        ArgumentNullException.ThrowIfNull(attributions);
        ArgumentNullException.ThrowIfNull(rows);
        return
        [
            .. from value in Enumerable.Range(0, rows[0].Length)
               let chosen = Enumerable.Range(0, rows.Count).Where(network => rows[network][value] > 0).ToArray()
               where chosen.Length > 0
               let effect = chosen.Average(network => attributions[network][value])
               orderby effect
               select new ChoiceHarm(value, true, null, false, effect),
        ];
    }

    /// <summary>
    /// Pairs of values of different choices, chosen or not, by their mean interaction over the networks that do so, the most harmful first: the
    /// second order.
    /// </summary>
    /// <param name="interactions">[networks][values + 1][values + 1], as <see cref="IAttributedPredictor.Interactions"/> gives them.</param>
    /// <param name="rows">The networks as one-hot rows.</param>
    /// <param name="choices">How many values each choice has.</param>
    public static IReadOnlyList<ChoiceHarm> Pairs(
        IReadOnlyList<double[][]> interactions, IReadOnlyList<double[]> rows, IReadOnlyList<int> choices)
    {
        ArgumentNullException.ThrowIfNull(interactions);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(choices);
        int[] choiceOf = [.. choices.SelectMany((values, choice) => Enumerable.Repeat(choice, values))];
        var harms = new List<ChoiceHarm>();
        for (var first = 0; first < choiceOf.Length; first++)
        {
            for (var second = first + 1; second < choiceOf.Length; second++)
            {
                if (choiceOf[first] != choiceOf[second])
                {
                    harms.AddRange(Of(interactions, rows, first, second));
                }
            }
        }

        return [.. harms.OrderBy(harm => harm.Effect)];
    }

    /// <summary>The four ways to choose or not to choose two values, as far as networks do so.</summary>
    private static List<ChoiceHarm> Of(IReadOnlyList<double[][]> interactions, IReadOnlyList<double[]> rows, int first, int second)
    {
        Span<double> sums = stackalloc double[4];
        Span<int> counts = stackalloc int[4];
        for (var network = 0; network < rows.Count; network++)
        {
            var way = (rows[network][first] > 0 ? 2 : 0) + (rows[network][second] > 0 ? 1 : 0);
            counts[way]++;

            // Each half of a pair's effect stands on its side of the diagonal.
            sums[way] += 2 * interactions[network][first][second];
        }

        var harms = new List<ChoiceHarm>();
        for (var way = 0; way < counts.Length; way++)
        {
            if (counts[way] > 0)
            {
                harms.Add(new ChoiceHarm(first, way >= 2, second, way % 2 == 1, sums[way] / counts[way]));
            }
        }

        return harms;
    }
}
