using Espalier.Costs;
using Espalier.Data;
using Espalier.Spaces;
using Espalier.Spaces.Darts;

namespace Espalier.Tests.Spaces.Darts;

public sealed class DartsNetworkTests
{
    private static readonly DartsSpace Space = new();

    [Theory]
    [InlineData(36, 10, 3_349_342)]
    [InlineData(12, 10, 416_326)]
    [InlineData(20, 10, 1_082_830)]
    [InlineData(28, 10, 2_060_502)]
    [InlineData(36, 100, 3_401_272)]
    [InlineData(19, 100, 1_009_950)]
    public void Darts_v2_has_the_published_number_of_parameters(int channels, int classes, long expected)
    {
        using var network = Space.Build(DartsGenotypes.DartsV2, Cifar(channels, classes));
        Assert.Equal(expected, NetworkCost.ParametersOf(network));
    }

    [Fact]
    public void Darts_v2_has_the_published_number_of_macs()
    {
        using var network = Space.Build(DartsGenotypes.DartsV2, Cifar(36, 10));
        Assert.Equal(new NetworkCost(3_349_342, 528_359_040), NetworkCost.Of(network, [3, 32, 32]));
    }

    [Fact]
    public void The_auxiliary_head_has_the_published_number_of_parameters()
    {
        using var network = Space.Build(DartsGenotypes.DartsV2, Cifar(36, 10) with { Auxiliary = true });
        Assert.Equal(3_349_342 + 476_426, NetworkCost.ParametersOf(network));
    }

    [Theory]
    [InlineData(1, 28, 28)]
    [InlineData(3, 32, 32)]
    [InlineData(3, 30, 17)]
    [InlineData(2, 7, 9)]
    public void Any_genotype_runs_forward_and_backward_at_any_image_size(int channels, int height, int width)
    {
        using var scope = NewDisposeScope();
        var settings = new NetworkSettings
        {
            Channels = 4,
            Cells = 3,
            Input = new ImageShape(channels, height, width),
            Classes = 5,
            Auxiliary = true,
        };
        var random = new SeededRandom(7);
        for (var i = 0; i < 4; i++)
        {
            using var network = Space.Build(Space.Sample(random), settings);
            var (logits, auxiliary) = network.ForwardWithAuxiliary(rand([3, channels, height, width]));
            (logits.sum() + auxiliary!.sum()).backward();

            Assert.Equal([3, 5], logits.shape);
            Assert.Equal([3, 5], auxiliary.shape);
            Assert.All(network.parameters(), parameter => Assert.NotNull(parameter.grad));
        }
    }

    [Fact]
    public void The_auxiliary_head_is_silent_in_evaluation()
    {
        using var scope = NewDisposeScope();
        using var network = Space.Build(DartsGenotypes.DartsV1, Cifar(4, 10) with { Cells = 3, Auxiliary = true });
        network.eval();
        Assert.Null(network.ForwardWithAuxiliary(rand([2, 3, 32, 32])).Auxiliary);
    }

    [Fact]
    public void A_dropped_path_keeps_the_mean_and_follows_its_generator()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var state = generator.get_state();
        var drop = new DropPath(0.25, generator);
        var first = drop.Apply(ones([4000, 1, 1, 1]));
        generator.set_state(state);
        var again = drop.Apply(ones([4000, 1, 1, 1]));

        Assert.True(equal(first, again));
        Assert.Equal(1, first.mean().ToDouble(), 0.05);
        Assert.Equal([0f, 4f / 3], first.data<float>().Distinct().Order());
    }

    [Fact]
    public void The_space_has_the_published_size() =>
        Assert.Equal(System.Numerics.BigInteger.Pow(1_037_664_180, 2), Space.Count);

    private static NetworkSettings Cifar(int channels, int classes) =>
        new() { Channels = channels, Cells = 20, Input = new ImageShape(3, 32, 32), Classes = classes };
}
