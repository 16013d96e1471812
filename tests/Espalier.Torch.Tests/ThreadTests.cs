using static Espalier.Torch.torch;

namespace Espalier.Torch.Tests;

/// <summary>Tensors between threads: no scope is shared, and no disposal takes memory from under a call.</summary>
public class ThreadTests
{
    [Fact]
    public void A_tensor_is_used_on_another_thread()
    {
        using var scope = NewDisposeScope();
        var x = tensor([1f, 2, 3], requires_grad: true);
        var loss = x.pow(2).sum();

        OtherThread.Run(() =>
        {
            using var theirs = NewDisposeScope();
            Assert.Equal(14, loss.ToDouble());
            loss.backward();
        });

        Assert.Equal([2f, 4f, 6f], x.grad!.data<float>());
    }

    [Fact]
    public void A_tensor_made_on_another_thread_is_nobodys()
    {
        using var scope = NewDisposeScope();
        Tensor? made = null;

        OtherThread.Run(() => made = ones([3]));

        Assert.Equal(0, scope.DisposablesCount);
        using (made)
        {
            Assert.Equal(3, made!.sum().ToDouble());
        }
    }

    [Fact]
    public void A_scope_ends_after_another_thread_disposed_its_tensors()
    {
        var live = LiveTensors;
        using (var scope = NewDisposeScope())
        {
            var some = Enumerable.Range(0, 50).Select(i => full([2], i)).ToArray();

            OtherThread.RunAll([.. some.Select(one => (Action)one.Dispose)]);

            Assert.Equal(0, scope.DisposablesCount);
        }

        Assert.Equal(live, LiveTensors);
    }

    [Fact]
    public void Parallel_bodies_have_scopes_of_their_own()
    {
        var live = LiveTensors;
        var sums = new double[64];
        using (var scope = NewDisposeScope())
        {
            var shared = ones([16, 16]);

            Parallel.For(0, sums.Length, i =>
            {
                using var body = NewDisposeScope();
                sums[i] = (shared * i).matmul(shared).mean().ToDouble();
                Assert.Equal(3, body.DisposablesCount);
            });

            Assert.Equal(1, scope.DisposablesCount);
        }

        Assert.Equal(Enumerable.Range(0, 64).Select(i => 16.0 * i), sums);
        Assert.Equal(live, LiveTensors);
    }

    [Fact]
    public void Disposing_a_tensor_that_another_thread_uses_gives_an_ObjectDisposedException_there()
    {
        var live = LiveTensors;
        for (var round = 0; round < 40; round++)
        {
            var shared = ones([64, 64]);
            using var running = new ManualResetEventSlim();

            OtherThread.RunAll(
                () => Assert.Throws<ObjectDisposedException>(() => UseForever(shared, running)),
                () => Assert.Throws<ObjectDisposedException>(() => UseForever(shared, running)),
                () =>
                {
                    running.Wait();
                    shared.Dispose();
                });
        }

        Assert.Equal(live, LiveTensors);
    }

    [Fact]
    public void Disposing_a_generator_that_another_thread_uses_gives_an_ObjectDisposedException_there()
    {
        for (var round = 0; round < 20; round++)
        {
            var shared = new Generator(1);
            using var running = new ManualResetEventSlim();

            OtherThread.RunAll(
                () => Assert.Throws<ObjectDisposedException>(() => DrawForever(shared, running)),
                () =>
                {
                    running.Wait();
                    shared.Dispose();
                });
        }
    }

    [Fact]
    public void Four_threads_compute_at_once()
    {
        using var scope = NewDisposeScope();
        var expected = Chain(3);

        OtherThread.RunAll([.. Enumerable.Range(0, 4).Select(_ => (Action)(() =>
        {
            for (var i = 0; i < 25; i++)
            {
                Assert.Equal(expected, Chain(3));
            }

            Assert.Equal(0, LiveTensorsOfThread);
        }))]);
    }

    [Fact]
    public void Four_threads_go_backward_into_one_leaf()
    {
        using var scope = NewDisposeScope();
        var weight = ones([8], requires_grad: true);

        OtherThread.RunAll([.. Enumerable.Range(0, 4).Select(_ => (Action)(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                using var theirs = NewDisposeScope();
                (weight * 2).sum().backward();
            }
        }))]);

        Assert.Equal(Enumerable.Repeat(800f, 8), weight.grad!.data<float>());
    }

    [Fact]
    public void A_result_is_the_same_with_one_thread_and_with_two()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        var (left, right) = (randn([300, 400], generator: generator), randn([400, 200], generator: generator));
        var before = get_num_threads();
        try
        {
            set_num_threads(1);
            Assert.Equal(1, get_num_threads());
            var one = left.matmul(right);
            set_num_threads(2);
            Assert.Equal(2, get_num_threads());
            var two = left.matmul(right);

            Assert.True(allclose(one, two, rtol: 1e-4, atol: 1e-4));
        }
        finally
        {
            set_num_threads(before);
        }

        Assert.Equal(before, get_num_threads());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void There_is_at_least_one_thread(int count)
    {
        var before = get_num_threads();

        Assert.Throws<ArgumentOutOfRangeException>(() => set_num_threads(count));

        Assert.Equal(before, get_num_threads());
    }

    private static void UseForever(Tensor shared, ManualResetEventSlim running)
    {
        while (true)
        {
            using var scope = NewDisposeScope();
            (shared.matmul(shared) + shared).add_(shared);
            shared.data<float>();
            cat([shared, shared]);
            _ = shared.shape;
            _ = shared.grad;
            running.Set();
        }
    }

    private static void DrawForever(Generator shared, ManualResetEventSlim running)
    {
        while (true)
        {
            using var scope = NewDisposeScope();
            rand([100], generator: shared);
            shared.set_state(shared.get_state());
            running.Set();
        }
    }

    private static double Chain(ulong seed)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(seed);
        var x = randn([4, 3, 8, 8], generator: generator, requires_grad: true);
        var weight = randn([5, 3, 3, 3], generator: generator);
        nn.functional.conv2d(x, weight).relu().sum().backward();
        return x.grad!.norm().ToDouble();
    }
}
