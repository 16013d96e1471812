using Espalier.Supernets;

namespace Espalier.Tests.Supernets;

public sealed class WeightSnapshotTests
{
    // 0.1 + 1e-3 - 1e-3 is another number in float32: undoing by arithmetic would show.
    [Fact]
    public void Weights_come_back_bit_for_bit()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        using var weight = new Parameter(randn([1000], generator: generator) * 0.1);
        var before = weight.detach().clone();
        var direction = randn([1000], generator: generator);
        using (var snapshot = new WeightSnapshot([weight]))
        {
            snapshot.Move([direction], 1e-3);
            Assert.False(equal(before, weight));
            snapshot.Move([direction], -1e-3);
        }

        Assert.True(equal(before, weight));
    }

    [Fact]
    public void A_move_starts_from_the_copies_not_from_the_last_move()
    {
        using var scope = NewDisposeScope();
        using var weight = new Parameter(tensor(2f));
        using var snapshot = new WeightSnapshot([weight]);

        snapshot.Move([tensor(1f)], 5);
        snapshot.Move([tensor(1f)], 0.5);
        Assert.Equal(2.5, weight.ToDouble());

        snapshot.Restore();
        Assert.Equal(2, weight.ToDouble());
    }

    [Fact]
    public void Weights_come_back_when_the_trial_throws()
    {
        using var scope = NewDisposeScope();
        using var weight = new Parameter(tensor(2f));

        Assert.Throws<TimeoutException>(Trial);
        Assert.Equal(2, weight.ToDouble());

        void Trial()
        {
            using var snapshot = new WeightSnapshot([weight]);
            snapshot.Move([ones([])], 5);
            throw new TimeoutException();
        }
    }

    [Fact]
    public void Moves_are_not_recorded_and_leave_no_tensor_behind()
    {
        using var scope = NewDisposeScope();
        using var weight = new Parameter(tensor(2f));
        var direction = tensor(1f);
        var before = LiveTensorsOfThread;
        using (var snapshot = new WeightSnapshot([weight]))
        {
            snapshot.Move([direction], 5);
        }

        Assert.Equal(before, LiveTensorsOfThread);
        Assert.True(weight.is_leaf && weight.requires_grad);
    }

    [Fact]
    public void Copies_outlive_the_scope_they_were_made_in()
    {
        using var weight = new Parameter(tensor(2f));
        using var snapshot = Taken(weight);
        snapshot.Restore();

        Assert.Equal(2, weight.ToDouble());

        static WeightSnapshot Taken(Parameter weight)
        {
            using var scope = NewDisposeScope();
            return new WeightSnapshot([weight]);
        }
    }
}
