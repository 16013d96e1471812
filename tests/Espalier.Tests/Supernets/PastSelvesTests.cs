using Espalier.Objectives;
using Espalier.Supernets;
using Espalier.Supernets.Cells;
using Espalier.Tests.Strategies.Gradient;

namespace Espalier.Tests.Supernets;

public sealed class PastSelvesTests
{
    [Fact]
    public void It_speaks_when_the_ring_is_full_and_of_the_latest_states()
    {
        using var scope = NewDisposeScope();
        using var supernet = NewSupernet();
        using var selves = Selves(supernet, 2);
        using var batch = TinySearch.Batch(1);
        var said = new List<Tensor>();
        for (var moment = 0; moment < 3; moment++)
        {
            Assert.True(moment >= 2 || selves.Teach(supernet, batch.Images, 2) is null);
            said.Add(supernet.call(batch.Images).detach());
            selves.Remember();
            Move(supernet);
        }

        var expected = Voting.Of([said[2], said[1]], 2, TeacherVote.Mean, 0);
        var taught = selves.Teach(supernet, batch.Images, 2)!;

        Assert.Equal(3, selves.Taken);
        Assert.Equal(0, (taught - expected).abs().max().ToDouble(), 1e-6);
        Assert.NotEqual(0, (taught - (supernet.call(batch.Images) / 2).softmax(-1)).abs().max().ToDouble(), 1e-3);
    }

    [Fact]
    public void Teaching_has_no_gradient_and_changes_nothing()
    {
        using var scope = NewDisposeScope();
        using var supernet = NewSupernet();
        using var selves = Selves(supernet, 2);
        using var batch = TinySearch.Batch(1);
        selves.Remember();
        Move(supernet);
        selves.Remember();
        Move(supernet);
        var (before, past) = (State(supernet), Copies(selves));

        var taught = selves.Teach(supernet, batch.Images, 1)!;

        Assert.False(taught.requires_grad);
        Assert.Equal(before, State(supernet));
        Assert.Equal(past, Copies(selves));
    }

    [Fact]
    public void A_student_that_did_not_move_hears_itself()
    {
        using var scope = NewDisposeScope();
        using var supernet = NewSupernet();
        using var selves = Selves(supernet, 3);
        using var batch = TinySearch.Batch(1);
        for (var moment = 0; moment < 3; moment++)
        {
            selves.Remember();
        }

        var taught = selves.Teach(supernet, batch.Images, 1)!;
        var logits = supernet.call(batch.Images);

        Assert.Equal(0, Distillation.Loss(logits, taught, 1).ToDouble(), 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void What_was_captured_teaches_the_same_and_goes_on_the_same(int moments)
    {
        using var scope = NewDisposeScope();
        using var supernet = NewSupernet();
        using var selves = Selves(supernet, 3);
        using var batch = TinySearch.Batch(1);
        for (var moment = 0; moment < moments; moment++)
        {
            selves.Remember();
            Move(supernet);
        }

        using var restored = Selves(supernet, 3);
        restored.Remember();
        restored.Restore(selves.Capture().ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone()));
        foreach (var teacher in new[] { selves, restored })
        {
            teacher.Remember();
        }

        Assert.Equal(selves.Taken, restored.Taken);
        Assert.Equal(Copies(selves), Copies(restored));
        Assert.Throws<ArgumentException>(() =>
            restored.Restore(selves.Capture().Where(pair => !pair.Key.StartsWith("0/", StringComparison.Ordinal)).ToDictionary()));
    }

    [Fact]
    public void It_owns_its_memory()
    {
        using var supernet = NewSupernet();
        using var batch = TinySearch.Batch(1);
        var before = LiveTensorsOfThread;
        using (var selves = Selves(supernet, 2))
        {
            selves.Remember();
            selves.Remember();
            var full = LiveTensorsOfThread;
            selves.Remember();
            selves.Teach(supernet, batch.Images, 1)!.Dispose();
            Assert.Equal(full, LiveTensorsOfThread);
        }

        Assert.Equal(before, LiveTensorsOfThread);
    }

    private static CellSupernet NewSupernet()
    {
        using var generator = new Generator(4);
        var supernet = TinySearch.NewSupernet(generator);
        supernet.train();
        return supernet;
    }

    private static PastSelves Selves(CellSupernet supernet, int count) => new(
        supernet,
        [.. supernet.state_dict(), .. supernet.Architecture.Select((logits, i) => KeyValuePair.Create($"architecture.{i}", (Tensor)logits))],
        count,
        TeacherVote.Mean,
        0);

    private static void Move(CellSupernet supernet)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        foreach (var tensor in supernet.parameters().Concat(supernet.Architecture))
        {
            tensor.mul_(1.1).add_(0.01);
        }
    }

    private static Dictionary<string, byte[]> State(CellSupernet supernet) =>
        supernet.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.detach().contiguous().bytes.ToArray());

    private static Dictionary<string, byte[]> Copies(PastSelves selves) =>
        selves.Capture().ToDictionary(pair => pair.Key, pair => pair.Value.detach().contiguous().bytes.ToArray());
}
