using Espalier.Attacks;
using Espalier.Tests.Training;

namespace Espalier.Tests.Attacks;

public sealed class SteepestAscentTests
{
    [Theory]
    [InlineData("fgsm", false)]
    [InlineData("pgd-10", false)]
    [InlineData("pgd-10", true)]
    [InlineData("pgd-3", true)]
    public void The_margin_of_a_linear_classifier_falls_by_epsilon_times_the_one_norm(string name, bool randomStart)
    {
        const double Epsilon = 8.0 / 255;
        using var scope = NewDisposeScope();
        using var model = new LinearModel([1, -2, 0.5, 3], [0, 0.25, -1, 1]);
        using var generator = new Generator(4);
        var images = rand([6, 1, 1, 4], ScalarType.Float64, generator: generator).mul(0.4).add(0.3);
        var labels = tensor(new long[] { 0, 1, 0, 1, 0, 1 });
        var attack = AttackCatalog.Create(name, Attacking.Settings(Epsilon, randomStart: randomStart));

        var adversarial = attack.Perturb(model, images, labels, generator);

        const double OneNorm = 1 + 2.25 + 1.5 + 2;
        var (clean, attacked) = (Margins(model, images, labels), Margins(model, adversarial, labels));
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(clean[i] - (Epsilon * OneNorm), attacked[i], 1e-12);
        }
    }

    [Fact]
    public void Projection_stays_inside_the_ball_and_the_range_of_pixels()
    {
        using var scope = NewDisposeScope();
        using var network = new TinyNetwork(2);
        using var generator = new Generator(1);
        network.eval();
        var (images, labels) = Attacking.Batch();
        foreach (var epsilon in new[] { 0, 2.0 / 255, 0.1, 0.5, 1 })
        {
            foreach (var name in new[] { "none", "fgsm", "pgd-1", "pgd-3", "pgd-10" })
            {
                foreach (var randomStart in new[] { false, true })
                {
                    var attack = AttackCatalog.Create(name, Attacking.Settings(epsilon, randomStart: randomStart));
                    var adversarial = attack.Perturb(network, images, labels, generator);
                    Attacking.AssertInBallAndBox(adversarial, images, epsilon);
                    Assert.False(adversarial.requires_grad);
                }
            }
        }
    }

    [Fact]
    public void Fgsm_without_a_random_start_moves_inner_pixels_by_exactly_epsilon()
    {
        using var scope = NewDisposeScope();
        using var model = new LinearModel([1, -1], [0, 0]);
        using var generator = new Generator(1);
        var images = full([1, 1, 1, 2], 0.5, ScalarType.Float64);

        var adversarial = new Fgsm(Attacking.Settings(0.125)).Perturb(model, images, tensor(new long[] { 0 }), generator);

        Assert.Equal([0.375, 0.625], adversarial.data<double>());
    }

    [Fact]
    public void Many_steps_raise_the_loss_of_a_trained_network_at_least_as_much_as_one()
    {
        using var scope = NewDisposeScope();
        using var network = Toy.Trained();
        using var batch = Espalier.Data.BatchLoader.ForEvaluation(Toy.Images(64, seed: 9), 64).Epoch(0).Single();
        using var generator = new Generator(1);
        var settings = Attacking.Settings(8.0 / 255);

        var losses = new IAttack[] { new NoAttack(), new Fgsm(settings), new Pgd(settings) }.Select(attack =>
        {
            using var inner = NewDisposeScope();
            var adversarial = attack.Perturb(network, batch.Images, batch.Labels, generator);
            return functional.cross_entropy(network.call(adversarial), batch.Labels).ToDouble();
        }).ToArray();

        Assert.True(losses[1] > losses[0] * 1.2, $"FGSM {losses[1]} after clean {losses[0]}");
        Assert.True(losses[2] >= losses[1] * 0.999, $"PGD {losses[2]} after FGSM {losses[1]}");
    }

    [Theory]
    [InlineData("fgsm", 2)]
    [InlineData("pgd-10", 2)]
    public void In_l2_a_linear_model_is_broken_where_it_is_near_enough(string name, int classes) =>
        Linear.BreaksExactlyTheNear(name, Norm.L2, classes);

    [Theory]
    [InlineData(Norm.Linf, 0.02)]
    [InlineData(Norm.L2, 0.2)]
    public void Restarts_break_no_less_and_begin_where_one_run_does(Norm norm, double epsilon)
    {
        using var scope = NewDisposeScope();
        using var network = Toy.Trained();
        using var batch = Espalier.Data.BatchLoader.ForEvaluation(Toy.Images(64, seed: 9), 64).Epoch(0).Single();
        var one = new AttackSettings { Norm = norm, Epsilon = epsilon, Steps = 3 };

        var (once, often) = (Run(one), Run(one with { Restarts = 5 }));

        Attacking.AssertInBallAndBox(often, batch.Images, epsilon, norm);
        var (before, after) = (Margin.Read(network.call(once), batch.Labels), Margin.Read(network.call(often), batch.Labels));
        Assert.All(before.Zip(after).Where(pair => pair.Second > 0), pair => Assert.True(pair.Second <= pair.First + 1e-5));
        Assert.True(after.Count(margin => margin < 0) >= before.Count(margin => margin < 0));

        Tensor Run(AttackSettings settings)
        {
            using var generator = new Generator(4);
            return new Pgd(settings).Perturb(network, batch.Images, batch.Labels, generator);
        }
    }

    [Fact]
    public void Random_starts_come_from_the_generator_alone()
    {
        using var scope = NewDisposeScope();
        using var network = new TinyNetwork(2);
        network.eval();
        var (images, labels) = Attacking.Batch();
        var attack = new Pgd(Attacking.Settings(0.1, steps: 2, randomStart: true));

        Assert.True(equal(Run(1), Run(1)));
        Assert.False(equal(Run(1), Run(2)));

        Tensor Run(ulong seed)
        {
            using var generator = new Generator(seed);
            return attack.Perturb(network, images, labels, generator);
        }
    }

    [Fact]
    public void An_attack_leaves_images_gradients_and_mode_as_they_are_and_leaks_nothing()
    {
        using var scope = NewDisposeScope();
        using var network = new TinyNetwork(2);
        using var generator = new Generator(1);
        var (images, labels) = Attacking.Batch();
        var copy = images.clone();
        functional.cross_entropy(network.call(images), labels).backward();
        var before = network.parameters().Select(parameter => parameter.grad!.clone()).ToArray();
        var live = LiveTensorsOfThread;

        new Pgd(Attacking.Settings(0.1, randomStart: true)).Perturb(network, images, labels, generator).Dispose();

        Assert.Equal(live, LiveTensorsOfThread);
        Assert.True(network.training);
        Assert.True(equal(copy, images));
        Assert.All(network.parameters().Zip(before), pair => Assert.True(equal(pair.Second, pair.First.grad!)));
    }

    private static double[] Margins(LinearModel model, Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var logits = model.call(images).data<double>();
        var classes = labels.data<long>().ToArray();
        return [.. classes.Select((label, i) => logits[(2 * i) + (int)label] - logits[(2 * i) + 1 - (int)label])];
    }
}
