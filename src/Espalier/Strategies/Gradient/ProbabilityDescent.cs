using Espalier.Balancing;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// What moves the distributions of MDENAS: with accuracy alone its own rule; with several objectives the movements that each would make,
/// weighed by a balancer as gradients are.
/// </summary>
/// <remarks>
/// The movement of robustness is that of accuracy, learnt from accuracies on adversarial images; so is that of corruptions, on corrupted ones, and
/// that of ood, from the AUROC of confidences on a batch of either kind. That of the count is <see cref="CountMovement"/>. Each ends at
/// distributions, so whatever convex weights are found, their sum does, too; other factors are brought back to the nearest. Where accuracy alone
/// has a say, its movement stands as it is.
/// </remarks>
internal sealed class ProbabilityDescent
{
    private readonly string[] objectives;
    private readonly IReadOnlyList<int> drawn;
    private readonly Dictionary<string, Multinomial[]> learners;
    private readonly IBalancer balancer;
    private readonly CountMovement? count;

    /// <summary>Uniform distributions.</summary>
    /// <exception cref="ArgumentException">The bounds do not fit the mode.</exception>
    internal ProbabilityDescent(GradientContext context, MdenasOptions options)
    {
        objectives = ObjectiveNames.Split(options.Objectives);
        drawn = context.Supernet.Derivable;
        balancer = options.CreateBalancer();
        learners = Judged.ToDictionary(name => name, _ => context.Supernet.Architecture
            .Select(rows => new Multinomial((int)rows.size(0), (int)rows.size(1), drawn, options.Step)).ToArray());
        count = objectives.Contains(ObjectiveNames.Parameters)
            ? new CountMovement(context, options, Probabilities(Distributions), options.Step)
            : null;
    }

    /// <summary>The objectives that a path is judged by on images.</summary>
    internal IEnumerable<string> Judged => objectives.Where(name => name != ObjectiveNames.Parameters);

    /// <summary>The distributions, one for each kind of cell, with what is known of accuracies.</summary>
    internal Multinomial[] Distributions => learners[ObjectiveNames.Accuracy];

    /// <summary>Learns from what paths were judged as.</summary>
    /// <param name="paths">One operation per edge, for each kind of cell.</param>
    /// <param name="seen">Loss and accuracy, 0 to 1, by objective.</param>
    /// <param name="report">What is known of the step; objectives and their weights are added.</param>
    internal StepReport Learn(int[][] paths, IReadOnlyDictionary<string, (double Loss, double Accuracy)> seen, StepReport report)
    {
        var before = Probabilities(Distributions);
        var cost = count?.At(before);
        double[] values = [.. objectives.Select(name => seen.TryGetValue(name, out var judged) ? judged.Loss : cost!.Value.Value)];
        report = report with { Objectives = objectives.Zip(values).ToDictionary(), ExpectedParameters = cost?.Expected };
        if (objectives.Length > 1 && !values.All(double.IsFinite))
        {
            return report with { Diverged = "an objective is not finite" };
        }

        foreach (var (name, kinds) in learners)
        {
            foreach (var (kind, path) in kinds.Zip(paths))
            {
                kind.Learn(path, seen[name].Accuracy);
            }
        }

        return objectives.Length == 1 ? report : Merge(before, cost?.Movement ?? [], values, report);
    }

    /// <summary>Adds its tensors.</summary>
    internal void Capture(StateGroups state)
    {
        foreach (var (i, kind) in Distributions.Index())
        {
            state.Add($"probabilities/{i}", tensor([.. kind.Probabilities.Cast<double>()]));
            state.Add($"visits/{i}", tensor([.. kind.Visits.Cast<double>()]));
        }

        foreach (var (name, kinds) in learners)
        {
            foreach (var (i, kind) in kinds.Index())
            {
                state.Add($"{AccuraciesOf(name)}/{i}", tensor([.. kind.Accuracies.Cast<double>()]));
            }
        }
    }

    /// <summary>Puts back what was captured.</summary>
    internal void Restore(StateGroups state)
    {
        foreach (var (name, kinds) in learners)
        {
            foreach (var (i, kind) in kinds.Index())
            {
                Fill(kind.Probabilities, state.Tensors[$"probabilities/{i}"].data<double>().ToArray());
                Fill(kind.Visits, state.Tensors[$"visits/{i}"].data<double>().ToArray());
                Fill(kind.Accuracies, state.Tensors[$"{AccuraciesOf(name)}/{i}"].data<double>().ToArray());
            }
        }
    }

    private static string AccuraciesOf(string name) => name == ObjectiveNames.Accuracy ? "accuracies" : $"{name}-accuracies";

    private static double[] Probabilities(IEnumerable<Multinomial> kinds) => [.. kinds.SelectMany(kind => kind.Probabilities.Cast<double>())];

    private static void Fill(double[,] target, ReadOnlySpan<double> values)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i / target.GetLength(1), i % target.GetLength(1)] = values[i];
        }
    }

    private StepReport Merge(double[] before, double[] away, double[] values, StepReport report)
    {
        double[][] movements =
        [
            .. objectives.Select(name => learners.TryGetValue(name, out var kinds)
                ? Simplex.Movement(before, Probabilities(kinds))
                : away),
        ];
        var gram = new double[movements.Length, movements.Length];
        foreach (var (i, one) in movements.Index())
        {
            foreach (var (j, other) in movements.Index())
            {
                gram[i, j] = one.Zip(other, (left, right) => left * right).Sum();
            }
        }

        var weights = balancer.Weigh(gram, values);
        var isAccuracyAlone = objectives.Index().All(pair =>
            weights.Factors[pair.Index] == (pair.Item == ObjectiveNames.Accuracy ? 1 : 0) || gram[pair.Index, pair.Index] == 0);
        Adopt(isAccuracyAlone
            ? Probabilities(Distributions)
            : Nearest([.. before.Select((still, i) => still + movements.Zip(weights.Factors, (movement, factor) => factor * movement[i]).Sum())]));
        return report with { Gamma = weights.Gamma, Factors = weights.Factors, Gram = [.. gram.Cast<double>()] };
    }

    /// <summary>Row by row the nearest distribution over what may be drawn.</summary>
    private double[] Nearest(double[] probabilities)
    {
        var columns = Distributions[0].Probabilities.GetLength(1);
        for (var row = 0; row < probabilities.Length; row += columns)
        {
            foreach (var (column, probability) in drawn.Zip(Simplex.Nearest([.. drawn.Select(column => probabilities[row + column])])))
            {
                probabilities[row + column] = probability;
            }
        }

        return probabilities;
    }

    private void Adopt(double[] probabilities)
    {
        foreach (var kinds in learners.Values)
        {
            var place = 0;
            foreach (var kind in kinds)
            {
                Fill(kind.Probabilities, probabilities.AsSpan(place, kind.Probabilities.Length));
                place += kind.Probabilities.Length;
            }
        }
    }
}
