using static Espalier.Torch.torch;

namespace Espalier.Torch.Tests;

/// <summary>Who owns a tensor, and when it is freed.</summary>
public class DisposeScopeTests
{
    [Theory]
    [InlineData(typeof(DisposeScope))]
    [InlineData(typeof(GradientMode))]
    public void What_belongs_to_one_thread_is_a_ref_struct(Type type) => Assert.True(type.IsByRefLike);

    [Fact]
    public void A_scope_frees_what_was_made_in_it()
    {
        var live = LiveTensors;
        Tensor made;
        using (var scope = NewDisposeScope())
        {
            made = ones([2]) + 1;

            Assert.Equal(2, scope.DisposablesCount);
            Assert.Equal(live + 2, LiveTensors);
        }

        Assert.True(made.IsInvalid);
        Assert.Equal("disposed tensor", made.ToString());
        Assert.Equal(live, LiveTensors);
    }

    [Fact]
    public void Without_a_scope_a_tensor_lives_until_it_is_disposed()
    {
        var live = LiveTensorsOfThread;
        var made = ones([2]);

        using (NewDisposeScope())
        {
            made.add_(1);
        }

        Assert.False(made.IsInvalid);
        made.Dispose();
        made.Dispose();
        Assert.Equal(live, LiveTensorsOfThread);
    }

    [Fact]
    public void A_tensor_moves_out_one_scope_at_a_time()
    {
        Tensor moved;
        using (var outer = NewDisposeScope())
        {
            using (var inner = NewDisposeScope())
            {
                moved = ones([2]).MoveToOuterDisposeScope();

                Assert.Equal((1, 0), (outer.DisposablesCount, inner.DisposablesCount));
            }

            Assert.False(moved.IsInvalid);
        }

        Assert.True(moved.IsInvalid);
    }

    [Fact]
    public void A_tensor_moved_out_of_the_last_scope_belongs_to_the_caller()
    {
        Tensor moved;
        using (NewDisposeScope())
        {
            moved = ones([2]).MoveToOuterDisposeScope();
        }

        Assert.False(moved.IsInvalid);
        moved.Dispose();
    }

    [Fact]
    public void A_tensor_of_an_outer_scope_is_left_where_it_is()
    {
        using var outer = NewDisposeScope();
        var mine = ones([2]);
        using var middle = NewDisposeScope();
        using (var inner = NewDisposeScope())
        {
            Assert.Same(mine, mine.MoveToOuterDisposeScope());
            Assert.Equal(0, inner.DisposablesCount);
        }

        Assert.Equal((1, 0), (outer.DisposablesCount, middle.DisposablesCount));
        Assert.False(mine.IsInvalid);
    }

    [Fact]
    public void A_detached_tensor_outlives_every_scope()
    {
        Tensor kept;
        using (NewDisposeScope())
        using (var inner = NewDisposeScope())
        {
            kept = ones([2]).DetachFromDisposeScope();

            Assert.Equal(0, inner.DisposablesCount);
        }

        Assert.False(kept.IsInvalid);
        kept.Dispose();
    }

    [Fact]
    public void A_tensor_detached_on_another_thread_outlives_the_scope()
    {
        Tensor kept;
        using (var scope = NewDisposeScope())
        {
            kept = ones([2]);
            OtherThread.Run(() => kept.DetachFromDisposeScope());

            Assert.Equal(0, scope.DisposablesCount);
        }

        Assert.False(kept.IsInvalid);
        kept.Dispose();
    }

    [Fact]
    public void An_exception_frees_what_was_made_before_it()
    {
        var live = LiveTensors;

        Assert.Throws<TorchException>(static () =>
        {
            using var scope = NewDisposeScope();
            using var inner = NewDisposeScope();
            ones([2]).add(ones([3]));
        });

        Assert.Equal(live, LiveTensors);
        using var after = ones([1]);
        Assert.Equal(live + 1, LiveTensors);
    }

    [Fact]
    public void The_end_of_a_scope_ends_the_scopes_opened_inside_it()
    {
        var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        var made = ones([2]);

        outer.Dispose();
        Assert.True(made.IsInvalid);
        inner.Dispose();
        outer.Dispose();

        using var free = ones([2]);
        using (NewDisposeScope())
        {
            free.MoveToOuterDisposeScope();
        }

        Assert.False(free.IsInvalid);
    }

    [Fact]
    public void A_tensor_disposed_by_hand_leaves_its_scope()
    {
        using var scope = NewDisposeScope();
        var first = ones([2]);
        var second = ones([2]);

        first.Dispose();
        Assert.Equal(1, scope.DisposablesCount);
        second.Dispose();
        Assert.Equal(0, scope.DisposablesCount);
        first.MoveToOuterDisposeScope();

        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void A_view_outlives_the_tensor_it_looks_at()
    {
        var live = LiveTensors;
        using (NewDisposeScope())
        {
            Tensor view;
            using (var source = tensor([1f, 2, 3, 4]))
            {
                view = source.view(2, 2)[1];
            }

            Assert.Equal([3f, 4f], view.data<float>());
        }

        Assert.Equal(live, LiveTensors);
    }

    [Fact]
    public void A_forgotten_scope_of_another_thread_does_not_reach_this_one()
    {
        Tensor? theirs = null;
        OtherThread.Run(() =>
        {
            _ = NewDisposeScope();
            theirs = ones([2]);
        });
        using var scope = NewDisposeScope();

        ones([2]);

        Assert.Equal(1, scope.DisposablesCount);
        Assert.False(theirs!.IsInvalid);
        theirs.Dispose();
    }
}
