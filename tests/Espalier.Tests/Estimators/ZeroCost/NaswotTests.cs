using Espalier.Estimators.ZeroCost;

namespace Espalier.Tests.Estimators.ZeroCost;

public sealed class NaswotTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public void Two_samples_count_the_ReLUs_they_agree_on(int distance)
    {
        using var scope = NewDisposeScope();
        const int Relus = 6;
        var one = Enumerable.Range(0, Relus).Select(_ => 1f);
        var other = Enumerable.Range(0, Relus).Select(i => i < distance ? 0f : 2f);

        var score = Naswot.LogDeterminant([tensor([.. one, .. other], [2, Relus])]);

        Assert.Equal(Math.Log((Relus * Relus) - ((Relus - distance) * (Relus - distance))), score, Tiny.Exact);
    }

    [Fact]
    public void Samples_that_switch_alike_have_no_score()
    {
        using var scope = NewDisposeScope();
        using var network = Sequential(Tiny.Dense(new float[,] { { 1 }, { -1 } }), ReLU(), Linear(2, 3));

        Assert.Null(new Naswot().Score(network, Tiny.Of(tensor([1f, 2f], [2, 1]))).Value);
        Assert.NotNull(new Naswot().Score(network, Tiny.Of(tensor([1f, -2f], [2, 1]))).Value);
    }

    [Fact]
    public void ReLUs_that_the_logits_do_not_depend_on_are_left_out()
    {
        using var scope = NewDisposeScope();
        using var network = new WithIdleLayer();
        var images = tensor([1f, 1f, 1f, 1f, 1f, 1f, -1f, -1f, 1f, 1f, 1f, 1f], [2, 6]);

        // Six ReLUs over the input, of which two differ.
        Assert.Equal(Math.Log(36 - 16), new Naswot().Score(network, Tiny.Of(images)).Value!.Value, Tiny.Exact);
    }
}
