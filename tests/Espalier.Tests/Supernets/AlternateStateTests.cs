using Espalier.Supernets;

namespace Espalier.Tests.Supernets;

public sealed class AlternateStateTests
{
    [Fact]
    public void What_happens_in_place_stays_with_the_state_and_the_tensors_have_their_own_again()
    {
        using var scope = NewDisposeScope();
        using var module = BatchNorm2d(2);
        using var other = new AlternateState(module.state_dict());
        var before = module.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone());
        using (other.Enter())
        {
            using var unrecorded = no_grad();
            module.train();
            module.call(tensor([1f, 2, 3, 4, 50, 60, 70, 80], [1, 2, 2, 2]));
            module.weight!.fill_(5);
        }

        Assert.All(module.state_dict(), pair => Assert.True(equal(before[pair.Key], pair.Value), pair.Key));
        Assert.All(other.Aside["weight"].data<float>().ToArray(), weight => Assert.Equal(5, weight));
        Assert.False(equal(before["running_mean"], other.Aside["running_mean"]));
        Assert.Equal(1, other.Aside["num_batches_tracked"].ToInt64());
    }

    [Fact]
    public void It_is_put_aside_when_its_time_ends_by_an_exception()
    {
        using var scope = NewDisposeScope();
        var own = tensor(2f);
        using var other = new AlternateState([KeyValuePair.Create("x", own)]);

        Assert.Throws<TimeoutException>(Trial);
        Assert.Equal((2, 7), (own.ToDouble(), other.Aside["x"].ToDouble()));

        void Trial()
        {
            using var held = other.Enter();
            own.fill_(7);
            throw new TimeoutException();
        }
    }

    [Fact]
    public void It_takes_over_what_is_in_place_or_what_was_saved()
    {
        using var scope = NewDisposeScope();
        var own = tensor(2f);
        using var other = new AlternateState([KeyValuePair.Create("x", own)]);
        own.fill_(3);

        Assert.Equal(2, other.Aside["x"].ToDouble());
        other.Renew();
        Assert.Equal(3, other.Aside["x"].ToDouble());
        other.Load(new Dictionary<string, Tensor> { ["x"] = tensor(9f) });
        Assert.Equal(9, other.Aside["x"].ToDouble());

        Assert.Throws<ArgumentException>(() => other.Load(new Dictionary<string, Tensor> { ["y"] = tensor(9f) }));
        Assert.Throws<ArgumentException>(() => other.Load(new Dictionary<string, Tensor> { ["x"] = tensor([9f, 9f]) }));
        Assert.Throws<ArgumentException>(() => other.Load(new Dictionary<string, Tensor>()));
    }

    [Fact]
    public void It_owns_its_copies()
    {
        using var own = tensor(2f);
        var before = LiveTensorsOfThread;
        using (var other = new AlternateState([KeyValuePair.Create("x", own)]))
        {
            using (other.Enter())
            {
                own.add_(1);
            }

            other.Renew();
        }

        Assert.Equal(before, LiveTensorsOfThread);
    }
}
