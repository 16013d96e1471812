using Espalier.Attacks;
using Espalier.Evaluation;
using Espalier.Tests.Training;

namespace Espalier.Tests.Evaluation;

public sealed class EvaluatorTests
{
    private static readonly AttackSettings Settings = new() { Epsilon = 8.0 / 255, RandomStart = true };

    [Fact]
    public void Attacks_lower_the_accuracy_of_a_trained_network()
    {
        using var network = Toy.Trained();

        var report = new Evaluator(40).Robust(network, Toy.Images(200, seed: 8), new Fgsm(Settings), new Pgd(Settings), seed: 1);

        Assert.True(report.Clean.Fraction > 0.9, $"clean {report.Clean.Fraction}");
        Assert.True(report.Fgsm.Correct < report.Clean.Correct);
        Assert.True(report.Pgd.Correct <= report.Fgsm.Correct + 2);
        Assert.Equal((200, 10), (report.Pgd.Total, report.PgdSettings.Steps));
    }

    [Fact]
    public void The_seed_alone_decides_and_one_pass_equals_two()
    {
        using var network = Toy.Trained();
        var images = Toy.Images(60, seed: 8);
        var (fgsm, pgd) = (new Fgsm(Settings), new Pgd(Settings));
        var evaluator = new Evaluator(25);

        var report = evaluator.Robust(network, images, fgsm, pgd, seed: 3);

        var again = evaluator.Robust(network, images, fgsm, pgd, seed: 3);
        Assert.Equal(report.Outcomes, again.Outcomes);
        Assert.Equal(report, again with { Outcomes = report.Outcomes });
        Assert.Equal(report.Clean, evaluator.Clean(network, images));
        Assert.Equal(report.Fgsm, evaluator.Attacked(network, images, fgsm, seed: 3));
        Assert.Equal(report.Pgd, evaluator.Attacked(network, images, pgd, seed: 3));
    }

    [Fact]
    public void Clean_accuracy_does_not_depend_on_the_batch_size()
    {
        using var network = new TinyNetwork(1);
        var images = Toy.Images(50);

        Assert.Equal(new Evaluator(50).Clean(network, images), new Evaluator(7).Clean(network, images));
    }

    [Fact]
    public void An_image_that_is_wrong_as_it_is_stays_wrong_under_attack()
    {
        using var network = new TinyNetwork(1);
        var images = Toy.Images(50);
        var clean = new Evaluator().Clean(network, images);

        var helped = new Evaluator().Attacked(network, images, new Helper(), seed: 1);

        Assert.InRange(clean.Correct, 1, 49);
        Assert.Equal(clean, helped);
    }

    [Fact]
    public void Logits_that_are_not_finite_are_wrong()
    {
        using var network = new TinyNetwork(1);
        using (no_grad())
        {
            network.parameters().Last().fill_(double.NaN);
        }

        Assert.Equal(0, new Evaluator().Clean(network, Toy.Images(20)).Correct);
    }

    [Fact]
    public void Modes_come_back_and_running_statistics_do_not_move()
    {
        using var scope = NewDisposeScope();
        using var network = new TinyNetwork(1);
        network.train();
        network.Norm.eval();
        var mean = network.Norm.running_mean!.clone();

        new Evaluator().Attacked(network, Toy.Images(20), new Pgd(Settings), seed: 1);

        Assert.True(network.training);
        Assert.False(network.Norm.training);
        Assert.True(equal(mean, network.Norm.running_mean!));
    }

    [Fact]
    public void Progress_is_told_cancellation_is_heard_and_nothing_leaks()
    {
        using var network = new TinyNetwork(1);
        using var stop = new CancellationTokenSource();
        var told = new List<(int, int)>();
        var live = LiveTensorsOfThread;

        new Evaluator(8).Attacked(network, Toy.Images(20), new Pgd(Settings), seed: 1, (done, total) => told.Add((done, total)));
        Assert.Throws<OperationCanceledException>(
            () => new Evaluator(8).Clean(network, Toy.Images(20), (_, _) => stop.Cancel(), stop.Token));

        Assert.Equal([(8, 20), (16, 20), (20, 20)], told);
        Assert.Equal(live, LiveTensorsOfThread);
        Assert.True(network.training);
        Assert.Throws<ArgumentException>(() => new Evaluator().Clean(network, Toy.Images(0)));
    }

    /// <summary>Gives every image the brightness that marks its class.</summary>
    private sealed class Helper : IAttack
    {
        public AttackSettings Settings { get; } = new();

        public Tensor Perturb(Module<Tensor, Tensor> model, Tensor images, Tensor labels, Generator generator)
        {
            using var scope = NewDisposeScope();
            var best = images.detach().clone();
            for (var step = 0; step < 40; step++)
            {
                using var recording = enable_grad();
                var leaf = best.detach().requires_grad_();
                var loss = functional.cross_entropy(model.call(leaf), labels);
                best = best.sub(autograd.grad([loss], [leaf])[0].sign().mul(0.05));
            }

            Assert.True(functional.cross_entropy(model.call(best), labels).ToDouble() < 0.5);
            return best.MoveToOuterDisposeScope();
        }
    }
}
