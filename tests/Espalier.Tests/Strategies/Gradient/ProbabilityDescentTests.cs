using Espalier.Balancing;
using Espalier.Strategies;
using Espalier.Strategies.Gradient;

namespace Espalier.Tests.Strategies.Gradient;

public sealed class ProbabilityDescentTests
{
    private const string Two = "accuracy,params";

    [Theory]
    [InlineData(Two, ObjectiveBalance.Mgda, GradientNormalisation.None)]
    [InlineData(Two, ObjectiveBalance.Mgda, GradientNormalisation.L2)]
    [InlineData(Two, ObjectiveBalance.Sum, GradientNormalisation.None)]
    [InlineData("accuracy,params,robustness", ObjectiveBalance.Mgda, GradientNormalisation.Loss)]
    [InlineData("robustness,accuracy", ObjectiveBalance.Mgda, GradientNormalisation.None)]
    public void Rows_stay_distributions(string objectives, ObjectiveBalance balance, GradientNormalisation normalisation)
    {
        using var supernet = new CountedSupernet(new float[,] { { 300, 200, 100 }, { 10, 10, 40 } });
        var descent = Of(supernet, new MdenasOptions
        {
            Objectives = objectives,
            Balance = balance,
            Normalisation = normalisation,
            Step = 0.05,
        });
        var random = new SeededRandom(1);
        for (var step = 0; step < 300; step++)
        {
            var path = descent.Distributions[0].Draw(random);
            var report = Learn(descent, path, random.NextDouble(), random.NextDouble());

            Assert.Null(report.Diverged);
            Assert.Equal(ObjectiveNames.Split(objectives), report.Objectives.Keys);
            Assert.Equal(1, report.Gamma.Sum(), 9);
            var probabilities = descent.Distributions[0].Probabilities;
            for (var edge = 0; edge < 2; edge++)
            {
                var row = Enumerable.Range(0, 3).Select(operation => probabilities[edge, operation]).ToArray();
                Assert.Equal(1, row.Sum(), 1e-9);
                Assert.All(row, p => Assert.InRange(p, 0, 1 + 1e-12));
            }
        }
    }

    [Fact]
    public void Of_two_equally_accurate_operations_the_smaller_gains_step_by_step()
    {
        using var supernet = new CountedSupernet(new float[,] { { 900, 100 } });
        var descent = Of(supernet, new MdenasOptions { Objectives = Two });
        for (var step = 1; step <= 60; step++)
        {
            // Drawn in turn, equally accurate: its own rule has nothing to say.
            Learn(descent, [step % 2], 0.5, 0.5);

            Assert.Equal(Math.Min(1, 0.5 + (0.01 * step)), descent.Distributions[0].Probabilities[0, 1], 9);
        }
    }

    [Fact]
    public void With_the_bound_met_or_accuracy_alone_it_is_the_published_rule_bit_for_bit()
    {
        using var supernet = new CountedSupernet(new float[,] { { 900, 100, 50 }, { 3, 2, 1 } });
        var met = Of(supernet, new MdenasOptions { Objectives = Two, Ceiling = 5000 });
        var alone = Of(supernet, new MdenasOptions());
        var plain = new Multinomial(2, 3, [0, 1, 2], 0.01);
        var random = new SeededRandom(7);
        for (var step = 0; step < 200; step++)
        {
            var path = plain.Draw(random);
            var accuracy = random.NextDouble();
            plain.Learn(path, accuracy);
            Learn(met, path, accuracy, 0);
            Learn(alone, path, accuracy, 0);

            Assert.Equal(plain.Probabilities, met.Distributions[0].Probabilities);
            Assert.Equal(plain.Probabilities, alone.Distributions[0].Probabilities);
        }
    }

    // Operation 0 is large and better: accuracy moves (+s, -s), the count (-s, +s), and there is no way that serves both.
    [Fact]
    public void Wishes_that_contradict_each_other_wholly_leave_all_as_it_is()
    {
        using var supernet = new CountedSupernet(new float[,] { { 900, 100 } });
        var descent = Of(supernet, new MdenasOptions { Objectives = Two });

        // The smaller one first: at its draw it has both more draws and more accuracy, so that only the count moves.
        Learn(descent, [1], 0.2, 0);
        var before = descent.Distributions[0].Probabilities[0, 0];
        var report = Learn(descent, [0], 0.9, 0);

        Assert.Equal(0.49, before, 12);
        Assert.All(report.Gamma, weight => Assert.Equal(0.5, weight, 9));
        Assert.Equal(before, descent.Distributions[0].Probabilities[0, 0], 12);
    }

    // The common movement serves each objective at least as well as its own length: what least norm means.
    [Fact]
    public void The_weights_give_a_movement_that_serves_every_objective()
    {
        using var supernet = new CountedSupernet(new float[,] { { 300, 200, 100 }, { 10, 10, 40 }, { 0, 500, 0 } });
        var descent = Of(supernet, new MdenasOptions { Objectives = "accuracy,params,robustness" });
        var random = new SeededRandom(5);
        for (var step = 0; step < 100; step++)
        {
            var report = Learn(descent, descent.Distributions[0].Draw(random), random.NextDouble(), random.NextDouble());
            var along = Enumerable.Range(0, 3)
                .Select(i => Enumerable.Range(0, 3).Sum(j => report.Factors[j] * report.Gram[(3 * i) + j])).ToArray();
            var squared = along.Zip(report.Factors, (product, factor) => product * factor).Sum();

            Assert.All(Enumerable.Range(0, 3).Where(i => report.Gram[4 * i] > 0), i => Assert.True(along[i] >= squared - 1e-12));
        }
    }

    [Fact]
    public void Robustness_moves_by_accuracies_of_its_own()
    {
        using var supernet = new CountedSupernet(new float[,] { { 1, 1 } });
        var descent = Of(supernet, new MdenasOptions { Objectives = "accuracy,robustness", Balance = ObjectiveBalance.Sum });
        Learn(descent, [1], 0.5, 0.2);

        // Under attack the first is better, on clean images they are alike.
        Learn(descent, [0], 0.5, 0.4);

        Assert.Equal(0.51, descent.Distributions[0].Probabilities[0, 0], 12);
    }

    [Fact]
    public void An_objective_that_is_no_number_is_reported_and_moves_nothing()
    {
        using var supernet = new CountedSupernet(new float[,] { { 900, 100 } });
        var descent = Of(supernet, new MdenasOptions { Objectives = Two });

        var report = descent.Learn(
            [[0]], new Dictionary<string, (double Loss, double Accuracy)> { ["accuracy"] = (double.NaN, 0.1) }, new StepReport());

        Assert.NotNull(report.Diverged);
        Assert.Equal(0.5, descent.Distributions[0].Probabilities[0, 0]);
    }

    private static ProbabilityDescent Of(CountedSupernet supernet, MdenasOptions options) => new(
        new GradientContext
        {
            Supernet = supernet,
            EdgeNodes = [.. Enumerable.Repeat(0, (int)supernet.Architecture[0].size(0))],
            Epochs = 1,
            Seed = 1,
        },
        options);

    private static StepReport Learn(ProbabilityDescent descent, int[] path, double accuracy, double robustness) => descent.Learn(
        [path],
        descent.Judged.ToDictionary(name => name, name => name == ObjectiveNames.Accuracy ? (1.5, accuracy) : (2.5, robustness)),
        new StepReport());
}
