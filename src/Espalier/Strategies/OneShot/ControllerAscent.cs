using Espalier.Strategies.Gradient;

namespace Espalier.Strategies.OneShot;

/// <summary>
/// REINFORCE on a controller: when enough of its paths were rewarded, it climbs the mean of their log-probabilities times how much better than usual
/// they were, by Adam.
/// </summary>
internal sealed class ControllerAscent : IDisposable
{
    private const double Clip = 5;
    private readonly PathController controller;
    private readonly EnasOptions options;
    private readonly Parameter[] weights;
    private readonly Adam optimizer;
    private readonly List<(IReadOnlyList<int[]> Path, double Accuracy)> rewarded = [];
    private double? usual;

    internal ControllerAscent(PathController controller, EnasOptions options)
    {
        (this.controller, this.options) = (controller, options);
        weights = [.. controller.parameters()];
        optimizer = optim.Adam(weights, options.ControllerRate, 0, 0.999, 1e-3);
    }

    /// <summary>A path that the controller decided, and its accuracy.</summary>
    internal void Reward(IReadOnlyList<int[]> path, double accuracy)
    {
        rewarded.Add((path, accuracy));
        if (rewarded.Count >= options.Samples)
        {
            Learn();
            rewarded.Clear();
        }
    }

    /// <summary>Adds its tensors and the controller's.</summary>
    internal void Capture(StateGroups state)
    {
        state.Add("controller", controller.state_dict());
        state.Add("controller-optimizer", optimizer.state_dict());
        state.Add("usual", tensor([usual ?? double.NaN]));
        state.Add("accuracies", tensor([.. rewarded.Select(one => one.Accuracy)]));
        state.Add("rewarded", tensor([.. rewarded.SelectMany(one => one.Path.SelectMany(kind => kind)).Select(choice => (long)choice)]));
    }

    /// <summary>Puts back what was captured.</summary>
    internal void Restore(StateGroups state, int kinds)
    {
        controller.load_state_dict(state.Group("controller"));
        optimizer.load_state_dict(state.Group("controller-optimizer"), 0, optimizer.LearningRate);
        usual = state.Tensors["usual"].data<double>()[0] is var told && double.IsNaN(told) ? null : told;
        double[] accuracies = [.. state.Tensors["accuracies"].data<double>()];
        int[] choices = [.. state.Tensors["rewarded"].data<long>().ToArray().Select(choice => (int)choice)];
        rewarded.Clear();
        if (accuracies.Length > 0)
        {
            var paths = choices.Chunk(choices.Length / accuracies.Length / kinds).Chunk(kinds);
            rewarded.AddRange(paths.Zip(accuracies, (path, accuracy) => ((IReadOnlyList<int[]>)path, accuracy)));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        optimizer.Dispose();
        controller.Dispose();
    }

    private void Learn()
    {
        using var scope = NewDisposeScope();
        var loss = tensor(0f);
        foreach (var (path, accuracy) in rewarded)
        {
            var followed = controller.Follow(path);
            var reward = accuracy + (options.EntropyWeight * followed.Entropy.ToDouble());
            usual = usual is { } before ? before - ((1 - options.BaselineDecay) * (before - reward)) : reward;
            loss -= followed.LogProbability * (reward - usual.Value);
        }

        foreach (var (weight, gradient) in weights.Zip(autograd.grad([loss / rewarded.Count], weights, allow_unused: true)))
        {
            weight.grad = gradient ?? weight.zeros_like();
        }

        utils.clip_grad_norm_(weights, Clip);
        optimizer.step();
        optimizer.zero_grad();
    }
}
