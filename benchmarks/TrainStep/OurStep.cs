using Benchmarks;
using Espalier.Costs;
using Espalier.Data;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Studies;
using Espalier.Torch;
using Espalier.Torch.Modules;
using Espalier.Training;

namespace TrainStep;

/// <summary>Espalier's training step by the standard recipe, but for drop path and auxiliary head: the demo has neither.</summary>
internal static class OurStep
{
    internal static Measured Measure(GivenOptions given)
    {
        var shape = NetworkShape.Read(given, TrainShapes.Free);
        torch.set_num_threads(BenchmarkCase.ReadThreads(given)[0]);
        using var network = new DartsSpace().Build(TrainCases.GenotypeOf(given), OurPath.ReadAll(given)[0].Settings(shape));
        Noise.Fill(network);
        var recipe = new StandardRecipe().Create();
        Parameter[] parameters = [.. network.parameters()];
        using var optimizer = torch.optim.SGD(parameters, recipe.LearningRate, recipe.Momentum, weight_decay: recipe.WeightDecay);
        using var train = Noise.Batch(shape, Noise.Purpose.TrainImages, factor: 1, shift: 0);
        var before = LossOf(network, train);
        var seconds = StepCounts.Read(given).Time(() => Descend(network, train, parameters, optimizer, recipe.GradientClip));
        return new(seconds, PeakMemory.MiB(), NetworkCost.ParametersOf(network), before, LossOf(network, train));
    }

    // What the trainer does with a batch; its own step is not to be had without its loader.
    private static void Descend(Network network, Batch batch, Parameter[] parameters, torch.optim.Optimizer optimizer, double clip)
    {
        using var scope = torch.NewDisposeScope();
        var (logits, _) = network.ForwardWithAuxiliary(batch.Images);
        var loss = torch.nn.functional.cross_entropy(logits, batch.Labels);
        if (!double.IsFinite(loss.ToDouble()))
        {
            throw new InvalidOperationException("the training diverged");
        }

        loss.backward();
        torch.nn.utils.clip_grad_norm_(parameters, clip);
        optimizer.step();
        optimizer.zero_grad();
    }

    private static double LossOf(Network network, Batch batch)
    {
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        return torch.nn.functional.cross_entropy(network.call(batch.Images), batch.Labels).ToDouble();
    }
}
