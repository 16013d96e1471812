using Espalier.Attacks;
using Espalier.Attacks.Apgd;
using Espalier.Tests.Training;

namespace Espalier.Tests.Attacks.Apgd;

public sealed class ApgdAscentTests
{
    private static readonly Dictionary<string, LossOfLogits> Losses = new()
    {
        ["CrossEntropy"] = AttackLosses.CrossEntropy,
        ["Ratio"] = AttackLosses.Ratio,
        ["TargetedRatio"] = AttackLosses.TargetedRatio,
    };

    public static TheoryData<Norm, string, double[]> Reference => AttackReference.Ascents;

    [Theory]
    [MemberData(nameof(Reference))]
    public void It_climbs_as_high_as_an_independent_implementation(Norm norm, string name, double[] expected)
    {
        using var scope = NewDisposeScope();
        using var model = new SineNetwork();
        var (images, labels) = model.Batch();
        var targets = Targets.Of(model.call(images), labels, 0);
        var settings = Settings(norm, AttackReference.Epsilon(norm), AttackReference.Steps);
        var ball = PixelBall.Of(norm, images, settings.Epsilon);
        var drawn = SineNetwork.Displacements();
        var start = ball.Project(images.add(drawn.div(PixelBall.Length(norm, drawn)), settings.Epsilon));

        var found = new ApgdAscent(model, settings, Losses[name], stops: false).Run(images, labels, targets, start);

        var losses = Losses[name](model.call(found), labels, targets).data<double>().ToArray();
        Assert.All(expected.Zip(losses), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Theory]
    [InlineData(Norm.Linf, 4.0 / 255)]
    [InlineData(Norm.Linf, 12.0 / 255)]
    [InlineData(Norm.L2, 0.2)]
    public void It_ends_no_worse_than_gradient_ascent_of_as_many_steps(Norm norm, double epsilon)
    {
        const int Steps = 20;
        using var scope = NewDisposeScope();
        using var network = Toy.Trained();
        using var batch = Espalier.Data.BatchLoader.ForEvaluation(Toy.Images(96, seed: 9), 96).Epoch(0).Single();
        var (plain, own) = (0.0, 0.0);
        var (plainStanding, ownStanding) = (0L, 0L);
        for (var seed = 1UL; seed <= 3; seed++)
        {
            using var generator = new Generator(seed);
            var ball = PixelBall.Of(norm, batch.Images, epsilon);
            var start = ball.Project(batch.Images.add(ball.DrawOnBorder(generator)));
            var ascent = new ApgdAscent(network, Settings(norm, epsilon, Steps), AttackLosses.CrossEntropy, stops: false);
            var pgd = new Pgd(new AttackSettings { Norm = norm, Epsilon = epsilon, Steps = Steps, RandomStart = true });

            Add(pgd.Perturb(network, batch.Images, batch.Labels, generator), ref plain, ref plainStanding);
            Add(ascent.Run(batch.Images, batch.Labels, batch.Labels, start), ref own, ref ownStanding);
        }

        Assert.True(own >= plain * 0.999, $"loss {own} after {plain} by PGD");
        Assert.True(ownStanding <= plainStanding, $"{ownStanding} stand, {plainStanding} under PGD");

        void Add(Tensor found, ref double loss, ref long standing)
        {
            using var inner = NewDisposeScope();
            var logits = network.call(found);
            loss += functional.cross_entropy(logits, batch.Labels).ToDouble();
            standing += logits.argmax(1).eq(batch.Labels).sum().ToInt64();
        }
    }

    [Fact]
    public void What_is_broken_leaves_and_changes_nothing_for_the_others()
    {
        using var scope = NewDisposeScope();
        using var model = new SineNetwork();
        var (images, labels) = model.Batch();
        var settings = Settings(Norm.Linf, 0.1, 30);

        var stopped = new ApgdAscent(model, settings, AttackLosses.CrossEntropy).Run(images, labels, labels, images);
        var whole = new ApgdAscent(model, settings, AttackLosses.CrossEntropy, stops: false).Run(images, labels, labels, images);

        var broken = Margin.Broken(model.call(stopped), labels);
        Assert.Contains(true, broken);
        Assert.Contains(false, broken);
        Assert.All(broken.Index().Where(image => !image.Item), image => Assert.Equal(0, Attacking.Distance(stopped[image.Index], whole[image.Index]), 1e-9));
    }

    private static AttackSettings Settings(Norm norm, double epsilon, int steps) =>
        new() { Norm = norm, Epsilon = epsilon, Steps = steps, StepSize = 2 * epsilon };
}
