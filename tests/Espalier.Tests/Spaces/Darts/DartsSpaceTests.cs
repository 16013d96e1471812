using Espalier.Spaces;
using Espalier.Spaces.Darts;

namespace Espalier.Tests.Spaces.Darts;

public sealed class DartsSpaceTests
{
    private static readonly DartsSpace Space = new();

    [Fact]
    public void Samples_are_legal_and_choose_every_wiring_and_operation_alike()
    {
        const int Draws = 2000;
        var random = new SeededRandom(7);
        var operations = new Dictionary<string, int>();
        var inputsOfLastNode = new Dictionary<(int, int), int>();
        for (var draw = 0; draw < Draws; draw++)
        {
            var genotype = (DartsGenotype)Space.Sample(random);
            Assert.Equal(genotype, Space.Parse(genotype.Text, "test"));
            foreach (var (operation, _) in genotype.Normal.Concat(genotype.Reduce))
            {
                operations[operation] = operations.GetValueOrDefault(operation) + 1;
            }

            var last = (genotype.Normal[6].Input, genotype.Normal[7].Input);
            inputsOfLastNode[last] = inputsOfLastNode.GetValueOrDefault(last) + 1;
        }

        Assert.Equal(7, operations.Count);
        Assert.DoesNotContain(DartsOperations.None, operations.Keys);
        Assert.All(operations.Values, count => Assert.InRange(count, 0.9 * 16 * Draws / 7, 1.1 * 16 * Draws / 7));
        Assert.Equal(10, inputsOfLastNode.Count);
        Assert.All(inputsOfLastNode.Values, count => Assert.InRange(count, 0.7 * Draws / 10, 1.3 * Draws / 10));
    }

    [Fact]
    public void Everything_but_none_can_be_derived() =>
        Assert.Equal(
            DartsOperations.All.Where(name => name != DartsOperations.None), Space.Derivable.Select(column => Space.Operations[column]));

    [Fact]
    public void A_genotype_is_derived_from_the_relaxation_that_its_path_marks()
    {
        var random = new SeededRandom(9);
        for (var draw = 0; draw < 50; draw++)
        {
            var genotype = Space.Sample(random);

            var derived = Space.Derive([.. Space.CellKinds.Select((_, kind) => Marked(Space.Path(genotype, kind)))]);

            Assert.Equal(genotype, derived);
        }
    }

    [Fact]
    public void Ties_go_to_the_earlier_edge_and_operation()
    {
        var derived = (DartsGenotype)Space.Derive([new double[14, 8], new double[14, 8]]);

        Assert.All(derived.Normal.Concat(derived.Reduce), edge => Assert.Equal(DartsOperations.MaxPool3x3, edge.Operation));
        Assert.Equal([0, 1, 0, 1, 0, 1, 0, 1], derived.Normal.Select(edge => edge.Input));
    }

    [Fact]
    public void A_genotype_of_another_space_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Space.Path(new Stranger(), 0));
        Assert.Throws<ArgumentException>(() => Space.Build(new Stranger(), new NetworkSettings { Input = new(1, 8, 8), Classes = 2 }));
    }

    private static double[,] Marked(IEnumerable<(int Edge, int Operation)> path)
    {
        var rows = new double[14, 8];
        foreach (var (edge, operation) in path)
        {
            rows[edge, operation] = 1;
        }

        return rows;
    }

    private sealed class Stranger : Genotype
    {
        public override string Space => "other";

        public override string Text => "text";
    }
}
