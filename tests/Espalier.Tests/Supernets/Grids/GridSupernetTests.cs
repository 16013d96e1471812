using Espalier.Data;
using Espalier.Kernels;
using Espalier.Spaces;
using Espalier.Spaces.HyperCuboid;
using Espalier.Supernets;
using Espalier.Supernets.Grids;
using Espalier.Tests.Kernels;

namespace Espalier.Tests.Supernets.Grids;

public sealed class GridSupernetTests
{
    private static readonly HyperCuboidSpace Space = new();

    private static readonly NetworkSettings Small =
        new() { Channels = 2, Input = new ImageShape(1, 9, 8), Classes = 3, Statistics = new([0.3f], [0.5f]) };

    [Fact]
    public void One_softmax_is_over_all_steps_of_a_layer_and_stride()
    {
        using var scope = NewDisposeScope();
        using var supernet = Build(1);

        Assert.Equal(6, supernet.Architecture.Count);
        Assert.All(supernet.Architecture, logits => Assert.Equal([1, 18], logits.shape));
        Assert.All(supernet.Mixture(), row => Assert.Equal(1, row.Cast<double>().Sum(), 5));

        // Convolutions 9 (a + b) + b (a + b), pooling a b where the width changes; batch norms of steps have no weights.
        int[] widths = [2, 4, 8];
        var expected =
            from a in widths
            from b in widths
            from count in new[] { (9 * (a + b)) + (b * (a + b)), a == b ? 0 : a * b }
            select (float)count;
        Assert.All(supernet.OperationParameters, counts => Assert.Equal(expected, counts.data<float>().ToArray()));
    }

    [Fact]
    public void At_a_path_it_equals_the_network_that_is_cut_out()
    {
        var random = new SeededRandom(11);
        using var generator = new Generator(5);
        using var supernet = Build(2);
        for (var i = 0; i < 6; i++)
        {
            using var scope = NewDisposeScope();
            var genotype = Space.Sample(random);
            using var subnet = supernet.Extract(genotype);
            var images = rand([4, 1, 9, 8], generator: generator, requires_grad: true);

            var relaxed = supernet.forward(images, Marked(genotype));
            var discrete = subnet.call(images);

            Assert.True(allclose(relaxed, discrete, 1e-4, 1e-5), $"logits of {genotype}");
            Assert.True(allclose(Gradient(relaxed), Gradient(discrete), 1e-3, 1e-5), $"gradients of {genotype}");

            Tensor Gradient(Tensor output) => autograd.grad([output.square().sum()], [images])[0];
        }
    }

    [Fact]
    public void Gradients_of_the_architecture_are_its_finite_differences()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(7);
        using var supernet = Build(3, KernelPath.Torch);
        Precision.Convert([supernet], ScalarType.Float64);
        var images = rand([4, 1, 9, 8], generator: generator).to(ScalarType.Float64);
        var labels = randint(3, [4], generator: generator);
        var logits = Space.CellKinds.Select(_ => randn([1, 18], generator: generator).to(ScalarType.Float64).requires_grad_()).ToArray();
        foreach (var relaxation in new IRelaxation?[] { null, new MaxWeight(detaches: false) })
        {
            var gradients = autograd.grad([Loss(logits)], logits);
            foreach (var (kind, column) in new[] { (0, 0), (2, 7), (5, 17) })
            {
                const double h = 1e-5;
                var difference = (Moved(kind, column, h) - Moved(kind, column, -h)) / (2 * h);
                Assert.Equal(difference, gradients[kind][0][column].ToDouble(), 7);
            }

            Tensor Loss(Tensor[] at) => functional.cross_entropy(
                supernet.forward(images, relaxation?.Mix(at) ?? [.. at.Select(row => row.softmax(-1))]), labels);

            double Moved(int kind, int column, double by)
            {
                using var inner = NewDisposeScope();
                using var unrecorded = no_grad();
                using var frozen = new FrozenStatistics(supernet);
                var at = logits.Select(row => row.detach().clone()).ToArray();
                at[kind][0][column].add_(by);
                return Loss(at).ToDouble();
            }
        }
    }

    /// <summary>
    /// A third of the steps, those that pool into another width, have shares far below 1/324, and every width is led to by others. (Where none other
    /// led there, batch norms would have blown up what is negligible.)
    /// </summary>
    [Fact]
    public void What_is_negligible_is_left_out_and_hardly_missed()
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        using var generator = new Generator(7);
        using var supernet = Build(3);
        var images = rand([4, 1, 9, 8], generator: generator);
        var lowered = tensor([.. Space.Steps.Select(step => step.From != step.To && step.Primitive == "max_pool_3x3" ? -8f : 0)], [1, 18]);
        Tensor[] logits = [.. Space.CellKinds.Select(_ => (0.5 * randn([1, 18], generator: generator)) + lowered)];
        var mixture = new WithoutNegligible(null).Mix(logits);
        var calls = 0;
        var watched = supernet.named_modules()
            .Where(pair => pair.name.Count(sign => sign == '.') == 2 && pair.name.StartsWith("steps.", StringComparison.Ordinal))
            .Select(pair => pair.module).OfType<Module<Tensor, Tensor>>().Select(step => step.register_forward_hook((_, _, _) => calls++)).ToArray();

        var whole = supernet.forward(images, [.. logits.Select(row => row.softmax(-1))]);
        Assert.Equal((6 * 18, 6 * 18), (watched.Length, calls));
        calls = 0;
        var fewer = supernet.forward(images, mixture);

        Assert.Equal(6 * 12, calls);
        var error = Results.Error(fewer, whole);
        Assert.True(error is > 0 and < 0.01, $"{error}");
        Array.ForEach(watched, hook => hook.Dispose());
    }

    [Fact]
    public void Beside_decided_steps_only_those_that_join_may_be_chosen()
    {
        using var supernet = Build(1);
        int[][] decided = [[-1], [11], [-1], [-1], [6], [-1]];

        // 11 goes from 2 to 4, 6 from 2 to 1.
        Assert.Equal(["1-2:sep_conv_3x3", "1-2:max_pool_3x3", "2-2:sep_conv_3x3", "2-2:max_pool_3x3", "4-2:sep_conv_3x3", "4-2:max_pool_3x3"], Names(0));
        Assert.Equal(["4-1:sep_conv_3x3", "4-1:max_pool_3x3", "4-2:sep_conv_3x3", "4-2:max_pool_3x3", "4-4:sep_conv_3x3", "4-4:max_pool_3x3"], Names(2));
        Assert.All(Names(3), name => Assert.Contains("-2:", name, StringComparison.Ordinal));
        Assert.All(Names(5), name => Assert.StartsWith("1-", name, StringComparison.Ordinal));

        string[] Names(int kind) => [.. supernet.Choosable(kind, decided).Select(column => Space.Operations[column])];
    }

    [Fact]
    public void A_space_says_by_its_interface_which_supernet_fits()
    {
        using var generator = new Generator(1);
        using var grid = SupernetCatalog.Build(Space, Small, generator);
        using var cells = SupernetCatalog.Build(new Espalier.Spaces.Darts.DartsSpace(), Small with { Cells = 3 }, generator);

        Assert.IsType<GridSupernet>(grid);
        Assert.IsType<Espalier.Supernets.Cells.CellSupernet>(cells);
    }

    private static GridSupernet Build(ulong seed, KernelPath kernels = KernelPath.Fused)
    {
        using var generator = new Generator(seed);
        return new GridSupernet(Space, Small with { Kernels = kernels }, generator);
    }

    private static Tensor[] Marked(Genotype genotype) => [.. Space.CellKinds.Select((_, kind) =>
    {
        var row = zeros([1, 18]);
        row[0][Space.Path(genotype, kind)[0].Operation].fill_(1);
        return row;
    })];
}
