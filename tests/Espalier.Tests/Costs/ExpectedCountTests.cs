using Espalier.Costs;
using Espalier.Data;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Supernets.Cells;

namespace Espalier.Tests.Costs;

public sealed class ExpectedCountTests : IDisposable
{
    private static readonly DartsSpace Space = new();
    private static readonly int[] Nodes = [.. Space.Edges.Select(edge => edge.Node)];
    private readonly CellSupernet supernet;

    public ExpectedCountTests()
    {
        using var generator = new Generator(1);
        supernet = new CellSupernet(
            Space, new NetworkSettings { Channels = 16, Cells = 8, Input = new ImageShape(3, 32, 32), Classes = 10 }, generator);
    }

    public void Dispose() => supernet.Dispose();

    [Fact]
    public void The_uniform_mixture_counts_what_was_published() => Assert.Equal(228_896, Uniform(CountForm.Edges), 0.5);

    [Fact]
    public void The_authors_matrix_product_counts_eight_times_that() => Assert.Equal(1_831_168, Uniform(CountForm.MatrixProduct), 4.0);

    [Fact]
    public void Survivors_are_two_edges_of_each_node()
    {
        // u(C) of the published counts, without affine batch norm; a reduction edge from an input has a strided skip of C^2.
        int[] widths = [16, 16, 32, 32, 32, 64, 64, 64];
        var expected = 0.0;
        for (var cell = 0; cell < widths.Length; cell++)
        {
            double c = widths[cell];
            foreach (var edge in Space.Edges)
            {
                var skip = cell is 2 or 5 && edge.Source < 2 ? c * c : 0;
                var sum = skip + (2 * ((c * c) + (9 * c))) + (2 * ((c * c) + (25 * c))) + (c * c) + (9 * c) + (c * c) + (25 * c);
                expected += 2.0 / (edge.Node + 2) * sum / 8;
            }
        }

        Assert.Equal(expected, Uniform(CountForm.Survivors), 0.5);
    }

    [Fact]
    public void At_a_vertex_it_is_the_exact_count_of_the_operations_there()
    {
        using var scope = NewDisposeScope();
        using var count = new ExpectedCount(supernet.OperationParameters, Nodes, CountForm.Edges);
        var random = new SeededRandom(6);
        for (var i = 0; i < 3; i++)
        {
            var genotype = Space.Sample(random);
            using var subnet = supernet.Extract(genotype);
            var exact = subnet.named_parameters().Where(pair => pair.name.Contains(".operations.", StringComparison.Ordinal))
                .Sum(pair => pair.parameter.numel());

            Assert.Equal(exact, count.Of(Vertex(genotype)).ToDouble());
        }
    }

    [Theory]
    [InlineData(CountForm.Edges)]
    [InlineData(CountForm.Survivors)]
    [InlineData(CountForm.MatrixProduct)]
    public void Its_gradient_is_its_slope(CountForm form)
    {
        const double Step = 1e-4;
        using var scope = NewDisposeScope();
        using var generator = new Generator(2);
        using var count = new ExpectedCount([.. supernet.OperationParameters.Select(table => table.to(ScalarType.Float64))], Nodes, form);
        var logits =
            supernet.Architecture.Select(rows => randn(rows.shape, ScalarType.Float64, generator: generator).requires_grad_()).ToArray();
        var direction = logits.Select(rows => randn(rows.shape, ScalarType.Float64, generator: generator)).ToArray();

        var gradients = autograd.grad([At(0)], logits);
        var slope = gradients.Zip(direction, (gradient, along) => (gradient * along).sum().ToDouble()).Sum();

        Assert.Equal(1, (At(Step).ToDouble() - At(-Step).ToDouble()) / (2 * Step) / slope, 1e-6);

        Tensor At(double step) => count.Of([.. logits.Zip(direction, (rows, along) => rows.add(along, step).softmax(-1))]);
    }

    [Fact]
    public void It_leaves_no_tensor_behind()
    {
        var before = LiveTensorsOfThread;
        Uniform(CountForm.MatrixProduct);

        Assert.Equal(before, LiveTensorsOfThread);
    }

    private double Uniform(CountForm form)
    {
        using var scope = NewDisposeScope();
        using var count = new ExpectedCount(supernet.OperationParameters, Nodes, form);
        return count.Of([.. supernet.Architecture.Select(logits => logits.zeros_like().softmax(-1))]).ToDouble();
    }

    private static Tensor[] Vertex(Genotype genotype) => [.. Space.CellKinds.Select((_, kind) =>
    {
        var rows = zeros([Space.Edges.Count, Space.Operations.Count]);
        rows.select(1, DartsOperations.IndexOf(DartsOperations.None)).fill_(1);
        foreach (var (edge, operation) in Space.Path(genotype, kind))
        {
            rows[edge].zero_();
            rows[edge][operation].fill_(1);
        }

        return rows;
    })];
}
