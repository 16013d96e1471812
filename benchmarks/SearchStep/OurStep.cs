using System.Diagnostics;
using Espalier;
using Espalier.Data;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Strategies;
using Espalier.Strategies.Gradient;
using Espalier.Studies;
using Espalier.Supernets.Cells;
using Espalier.Torch;

namespace SearchStep;

/// <summary>What a process that measured one case says.</summary>
/// <param name="MedianSeconds">The median time of a search step.</param>
/// <param name="PeakRssMiB">The largest resident memory of the process.</param>
internal sealed record Measured(double MedianSeconds, double PeakRssMiB);

/// <summary>Espalier's search step on random images.</summary>
internal static class OurStep
{
    private const int Classes = 10;

    internal static Measured Measure(StepCase shape, int warmUp, int steps)
    {
        torch.set_num_threads(shape.Threads);
        using var generator = new torch.Generator(1);
        var space = new DartsSpace();
        var settings = new NetworkSettings { Channels = shape.Channels, Cells = shape.Cells, Input = shape.Input, Classes = Classes };
        using var supernet = new CellSupernet(space, settings, generator);
        var context = new GradientContext { Supernet = supernet, EdgeNodes = [.. space.Edges.Select(edge => edge.Node)], Epochs = 10, Seed = 1 };
        using var strategy = Strategy(shape.Order, context);
        strategy.BeginEpoch(0);
        using var train = RandomBatch(shape, generator);
        using var validation = RandomBatch(shape, generator);
        var seconds = new List<double>();
        for (var i = 0; i < warmUp + steps; i++)
        {
            var began = Stopwatch.GetTimestamp();
            strategy.Step(train, validation);
            seconds.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        return new Measured(seconds.Skip(warmUp).Order().ElementAt(steps / 2), PeakMemory.MiB());
    }

    private static BilevelStrategy Strategy(string order, GradientContext context) => order switch
    {
        "first" => new Darts(context, new DartsOptions { Order = UnrollOrder.First }),
        "second" => new Darts(context, new DartsOptions()),
        "e2rnas" => new E2rnas(context, new E2rnasOptions()),
        _ => throw new InvalidInputException($"--order {order}", "is unknown", "give first, second or e2rnas"),
    };

    private static Batch RandomBatch(StepCase shape, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        var images = torch.rand([shape.Batch, shape.Input.Channels, shape.Input.Height, shape.Input.Width], generator: generator)
            .contiguous(memory_format.channels_last);
        var labels = torch.randint(Classes, [shape.Batch], generator: generator);
        return new Batch(images.DetachFromDisposeScope(), labels.DetachFromDisposeScope());
    }
}
