using Espalier.Costs.Devices;
using Espalier.Spaces;
using Espalier.Spaces.NasBench201;

namespace Espalier.Tests.Costs.Devices;

public sealed class HelpNetworkTests
{
    private const int Devices = 3;
    private const int References = 4;
    private const int Width = 5;

    /// <summary>Devices computed together are each what it is alone: weights do not mix.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Devices_computed_at_once_are_what_they_are_alone(bool isGraph)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var graph = new OperationGraph(new NasBench201Space());
        using var network = new HelpNetwork(isGraph ? graph.Hears : null, 72, References, Width, generator);
        Tensor[] weights = [.. network.Weights.Select(weight => weight + randn([Devices, .. weight.shape], generator: generator))];
        var (rows, devices) = (rand([Devices, 2, 72], generator: generator), rand([Devices, References], generator: generator));

        var together = network.Forward(weights, rows, devices);

        Assert.Equal([Devices, 2], together.shape);
        for (var device = 0; device < Devices; device++)
        {
            var alone = network.Forward(
                [.. weights.Select(weight => weight.narrow(0, device, 1))], rows.narrow(0, device, 1), devices.narrow(0, device, 1));
            Assert.True(allclose(together.narrow(0, device, 1), alone, 1e-4, 1e-5));
        }
    }

    /// <summary>Whatever edge is changed, the prediction changes.</summary>
    [Fact]
    public void The_last_node_hears_the_whole_cell()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var graph = new OperationGraph(new NasBench201Space());
        using var network = new HelpNetwork(graph.Hears, 72, References, 32, generator);
        Tensor[] weights = [.. network.Weights.Select(weight => (weight * 4).unsqueeze(0))];
        var device = rand([1, References], generator: generator);
        var cell = new[] { "nor_conv_3x3", "none", "skip_connect", "nor_conv_1x1", "avg_pool_3x3", "none" };

        for (var edge = 0; edge < cell.Length; edge++)
        {
            string[] other = [.. cell];
            other[edge] = cell[edge] == "none" ? "nor_conv_3x3" : "none";
            Assert.NotEqual(Value(cell), Value(other));
        }

        float Value(string[] operations) => network.Forward(
            weights,
            tensor(graph.Of(new NasBench201Genotype(operations)).Select(number => (float)number).ToArray(), [1, 1, 72]),
            device).data<float>()[0];
    }
}
