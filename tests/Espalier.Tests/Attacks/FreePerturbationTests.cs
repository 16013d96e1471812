using Espalier.Attacks;

namespace Espalier.Tests.Attacks;

public sealed class FreePerturbationTests
{
    [Fact]
    public void Five_replays_move_by_the_whole_radius_unless_told_otherwise()
    {
        var perturbation = new FreePerturbation(Attacking.Settings(0.25));

        Assert.Equal((5, 5, 0.25), (perturbation.Steps, perturbation.ReplaysPerBatch, perturbation.Settings.StepSize));
        Assert.Equal(3, new FreePerturbation(Attacking.Settings(0.25, steps: 3)).ReplaysPerBatch);
    }

    [Fact]
    public void The_first_replay_is_the_batch_and_no_replay_leaves_the_ball_or_the_range_of_pixels()
    {
        using var scope = NewDisposeScope();
        using var model = new LinearModel([1, -2], [0, 1]);
        using var generator = new Generator(1);
        var images = tensor([0.1, 0.5], [1, 1, 1, 2]);
        var labels = zeros([1], ScalarType.Int64);
        var seen = new List<double[]>();

        foreach (var input in new FreePerturbation(Attacking.Settings(0.25, steps: 4)).Replays(model, images, labels, generator))
        {
            functional.cross_entropy(model.call(input), labels).backward();
            seen.Add([.. input.data<double>()]);
        }

        Assert.Equal([0.1, 0.5], seen[0]);
        Assert.All(seen.Skip(1), input => Assert.Equal([0, 0.75], input));
        Assert.False(images.requires_grad);
    }
}
