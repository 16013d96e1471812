using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Strategies.Candidates;
using Espalier.Tests.Strategies.Gradient;

namespace Espalier.Tests.Strategies.Candidates;

public sealed class RunnersUpTests
{
    private static readonly DartsSpace Darts = new();

    [Fact]
    public void The_choice_that_gives_up_least_comes_first()
    {
        var space = new SmallSpace();
        var mixture = Drawn(space, 1);
        Set(mixture[0], 2, none: 0.1, 0.2, 0.3, 0.4);
        Set(mixture[1], 4, none: 0.1, 0.25, 0.32, 0.33);
        for (var edge = 0; edge < 5; edge++)
        {
            foreach (var (kind, rows) in mixture.Index().Where(rows => (rows.Index, edge) is not ((0, 2) or (1, 4))))
            {
                Set(rows, edge, none: 0.1, 0.01, 0.02, 0.87);
            }
        }

        var found = new RunnersUp(space).Of(new SmallSpace.Choice("3333333333"), mixture).Select(genotype => genotype.Text).ToArray();

        // ln(0.33 / 0.32), ln(0.33 / 0.25), ln(0.4 / 0.3), ln(0.4 / 0.2), then the sure ones in the order of edges.
        Assert.Equal(["3333333332", "3333333331", "3323333333", "3313333333", "2333333333"], found[..5]);
        Assert.Equal(2 * 10, found.Distinct().Count());
    }

    [Fact]
    public void A_node_may_take_another_input_with_its_strongest_operation()
    {
        var random = new SeededRandom(2);
        var derived = Darts.Sample(random);
        var mixture = Drawn(Darts, 3);

        var found = new RunnersUp(Darts).Of(derived, mixture).ToArray();

        // 8 edges a cell take 6 other operations; their nodes have 0, 1, 2 and 3 other inputs, for either edge.
        Assert.Equal(2 * ((8 * 6) + (2 * (0 + 1 + 2 + 3))), found.Distinct().Count());
        Assert.Equal(found.Length, found.Distinct().Count());
        Assert.All(found, genotype => Assert.Single(Differences(genotype)));
        var rewired = found.SelectMany(Differences).Where(next => !CellPaths.Of(Darts, derived)[next.Kind].Any(kept => kept.Edge == next.Edge));
        Assert.All(rewired, next => Assert.Equal(Darts.Derivable.MaxBy(operation => mixture[next.Kind][next.Edge, operation]), next.Operation));
        Assert.Equal(2 * 2 * 6, rewired.Count());

        IEnumerable<(int Kind, int Edge, int Operation)> Differences(Genotype genotype) =>
            from kind in new[] { 0, 1 }
            from next in Darts.Path(genotype, kind).Except(Darts.Path(derived, kind))
            select (kind, next.Edge, next.Operation);
    }

    private static void Set(double[,] rows, int edge, double none, params double[] others)
    {
        rows[edge, 0] = none;
        for (var i = 0; i < others.Length; i++)
        {
            rows[edge, i + 1] = others[i];
        }
    }

    private static double[][,] Drawn(ICellSpace space, ulong seed)
    {
        var random = new SeededRandom(seed);
        return [.. space.CellKinds.Select(_ =>
        {
            var rows = new double[space.Edges.Count, space.Operations.Count];
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i / space.Operations.Count, i % space.Operations.Count] = random.NextDouble();
            }

            return rows;
        })];
    }
}
