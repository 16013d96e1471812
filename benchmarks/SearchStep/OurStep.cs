using Benchmarks;
using Espalier.Costs;
using Espalier.Data;
using Espalier.Spaces.Darts;
using Espalier.Strategies;
using Espalier.Studies;
using Espalier.Supernets.Cells;
using Espalier.Torch;

namespace SearchStep;

/// <summary>Espalier's search step.</summary>
internal static class OurStep
{
    internal static Measured Measure(GivenOptions given)
    {
        var shape = NetworkShape.Read(given, SearchShapes.Free);
        var order = SearchOrder.Called(SearchCases.OrderOf(given));
        torch.set_num_threads(BenchmarkCase.ReadThreads(given)[0]);
        using var generator = new torch.Generator(1);
        var space = new DartsSpace();
        using var supernet = new CellSupernet(space, OurPath.ReadAll(given)[0].Settings(shape), generator);
        Fill(supernet);
        var nodes = space.Edges.Select(edge => edge.Node);
        using var strategy = order.Create(new GradientContext { Supernet = supernet, EdgeNodes = [.. nodes], Epochs = 10, Seed = 1 });
        strategy.BeginEpoch(0);
        using var train = Noise.Batch(shape, Noise.Purpose.TrainImages, factor: 1, shift: 0);
        using var validation = Noise.Batch(shape, Noise.Purpose.ValidationImages, factor: 3, shift: 1);
        var before = Loss(supernet, validation);
        var seconds = StepCounts.Read(given).Time(() => Step(strategy, train, validation));
        return new(seconds, PeakMemory.MiB(), NetworkCost.ParametersOf(supernet), before, Loss(supernet, validation));
    }

    private static void Step(GradientStrategy strategy, Batch train, Batch validation)
    {
        if (strategy.Step(train, validation).Diverged is { } reason)
        {
            throw new InvalidOperationException($"the search diverged: {reason}");
        }
    }

    private static void Fill(CellSupernet supernet)
    {
        const double ArchitectureScale = 1e-3;
        Noise.Fill(supernet);
        Noise.Fill(supernet.Architecture[0], Noise.Purpose.NormalArchitecture, ArchitectureScale);
        Noise.Fill(supernet.Architecture[1], Noise.Purpose.ReduceArchitecture, ArchitectureScale);
    }

    private static double Loss(CellSupernet supernet, Batch batch)
    {
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        return torch.nn.functional.cross_entropy(supernet.call(batch.Images), batch.Labels).ToDouble();
    }
}
