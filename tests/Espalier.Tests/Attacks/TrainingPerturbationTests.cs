using Espalier.Attacks;
using Espalier.Tests.Training;

namespace Espalier.Tests.Attacks;

public sealed class TrainingPerturbationTests
{
    private const double Epsilon = 8.0 / 255;

    [Theory]
    [InlineData("none")]
    [InlineData("fgsm-rs")]
    [InlineData("fast")]
    [InlineData("free-3")]
    [InlineData("pgd-2")]
    [InlineData("trades-2")]
    public void Every_input_stays_inside_the_ball_and_no_tensor_is_left(string name)
    {
        using var scope = NewDisposeScope();
        using var network = new TinyNetwork(2);
        using var generator = new Generator(1);
        var (images, labels) = Attacking.Batch();
        var perturbation = PerturbationCatalog.Create(name, Attacking.Settings(Epsilon));
        var live = LiveTensorsOfThread;
        var replays = 0;

        foreach (var input in perturbation.Replays(network, images, labels, generator))
        {
            using var body = NewDisposeScope();
            network.zero_grad();
            functional.cross_entropy(network.call(input), labels).backward();
            Attacking.AssertInBallAndBox(input.detach(), images, Epsilon);
            replays++;
        }

        Assert.Equal(perturbation.ReplaysPerBatch, replays);
        Assert.Equal(live, LiveTensorsOfThread);
        Assert.False(images.requires_grad);
    }

    [Fact]
    public void Fgsm_rs_takes_the_gradient_at_the_image_and_fast_at_the_random_start()
    {
        using var scope = NewDisposeScope();
        var images = full([2, 1, 1, 5], 0.5);
        var labels = zeros([2], ScalarType.Int64);

        // The loss is least at the image: no gradient there, and away from it the gradient points further away.
        using var bowl = new Bowl(images);
        using var generator = new Generator(6);
        var start = images.empty_like().uniform_(-Epsilon, Epsilon, generator);

        var clean = Attacking.Only(new FgsmRsPerturbation(Attacking.Settings(Epsilon)), bowl, images, labels);
        var fast = Attacking.Only(new FastPerturbation(Attacking.Settings(Epsilon)), bowl, images, labels);

        Assert.True(Attacking.Distance(clean, images.add(start)) < 1e-7);
        Assert.True(Attacking.Distance(fast, images.add(start.sign(), Epsilon)) < 1e-7);
    }

    [Fact]
    public void Free_replays_move_by_the_gradient_of_the_weight_step()
    {
        using var scope = NewDisposeScope();
        using var model = new LinearModel([1, -2], [0, 1]);
        using var generator = new Generator(1);
        var images = full([1, 1, 1, 2], 0.5, ScalarType.Float64);
        var labels = zeros([1], ScalarType.Int64);
        var settings = new AttackSettings { Epsilon = 0.25, Steps = 3, StepSize = 0.125 };
        var seen = new List<double[]>();

        foreach (var input in new FreePerturbation(settings).Replays(model, images, labels, generator))
        {
            functional.cross_entropy(model.call(input), labels).backward();
            seen.Add([.. input.data<double>()]);
        }

        Assert.Equal([0.5, 0.5], seen[0]);
        Assert.Equal([0.375, 0.625], seen[1]);
        Assert.Equal([0.25, 0.75], seen[2]);
        Assert.NotNull(model.Weight.grad);
    }

    [Fact]
    public void Free_replays_need_a_body_that_goes_backward()
    {
        using var scope = NewDisposeScope();
        using var network = new TinyNetwork(2);
        using var generator = new Generator(1);
        var (images, labels) = Attacking.Batch();
        var live = LiveTensorsOfThread;

        Assert.Throws<InvalidOperationException>(() =>
            new FreePerturbation(Attacking.Settings(Epsilon)).Replays(network, images, labels, generator).Count());
        _ = new FreePerturbation(Attacking.Settings(Epsilon)).Replays(network, images, labels, generator).First();

        Assert.Equal(live, LiveTensorsOfThread);
    }

    [Fact]
    public void Parameters_get_no_gradient_from_making_the_input()
    {
        using var scope = NewDisposeScope();
        using var network = new TinyNetwork(2);
        using var generator = new Generator(1);
        var (images, labels) = Attacking.Batch();

        foreach (var name in new[] { "fgsm-rs", "fast", "pgd-2", "trades-2" })
        {
            Assert.Single(PerturbationCatalog.Create(name).Replays(network, images, labels, generator));
        }

        Assert.All(network.parameters(), parameter => Assert.Null(parameter.grad));
    }

    private sealed class Bowl(Tensor centre) : Module<Tensor, Tensor>("bowl")
    {
        public override Tensor forward(Tensor input)
        {
            var far = input.sub(centre).square().flatten(1).sum(1, keepdim: true);
            return cat([far.neg(), far], 1);
        }
    }
}
