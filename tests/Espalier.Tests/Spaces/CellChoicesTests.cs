using Espalier.Spaces;
using Espalier.Spaces.NasBench201;
using Espalier.Strategies;

namespace Espalier.Tests.Spaces;

public sealed class CellChoicesTests
{
    [Fact]
    public void A_DARTS_cell_chooses_inputs_and_operations_of_four_nodes()
    {
        var space = (IChoiceSpace)Flow.SpaceOf("darts");

        int[] cell = [7, 7, 3, 7, 7, 6, 7, 7, 10, 7, 7];
        Assert.Equal([.. cell, .. cell], space.Choices);
        Assert.Equal(space.Count, space.Choices.Aggregate(System.Numerics.BigInteger.One, (product, count) => product * count));
    }

    [Fact]
    public void Every_genotype_of_NAS_Bench_201_is_its_choices()
    {
        var space = (IChoiceSpace)Flow.SpaceOf("nas-bench-201");

        Assert.All(((NasBench201Space)space).All().Where((_, i) => i % 37 == 0), genotype =>
            Assert.Equal(genotype, space.Decode(space.Encode(genotype))));
    }

    [Fact]
    public void Choices_of_a_DARTS_genotype_come_back()
    {
        var space = (IChoiceSpace)Flow.SpaceOf("darts");
        var random = new SeededRandom(3);
        for (var i = 0; i < 50; i++)
        {
            var values = space.Encode(space.Sample(random));

            Assert.Equal(values, space.Encode(space.Decode(values)));
        }
    }

    [Fact]
    public void A_mutation_changes_one_choice()
    {
        var space = (IChoiceSpace)Flow.SpaceOf("darts");
        var random = new SeededRandom(4);
        var parent = space.Decode(space.Encode(space.Sample(random)));
        for (var i = 0; i < 50; i++)
        {
            var child = ChoiceMoves.Mutate(space, parent, random);

            Assert.Single(space.Encode(parent).Zip(space.Encode(child)), pair => pair.First != pair.Second);
        }
    }

    [Fact]
    public void A_cell_of_NAS_Bench_201_has_24_neighbours()
    {
        var space = (IChoiceSpace)Flow.SpaceOf("nas-bench-201");
        var cell = space.Sample(new SeededRandom(5));

        Assert.Equal(24, ChoiceMoves.Neighbours(space, cell).Distinct().Count());
        Assert.DoesNotContain(cell, ChoiceMoves.Neighbours(space, cell));
    }

    [Fact]
    public void A_child_of_two_has_each_choice_from_one_of_them()
    {
        var space = (IChoiceSpace)Flow.SpaceOf("nas-bench-201");
        var random = new SeededRandom(6);
        var (one, other) = (space.Sample(random), space.Sample(random));
        var (a, b) = (space.Encode(one), space.Encode(other));
        for (var i = 0; i < 20; i++)
        {
            var child = space.Encode(ChoiceMoves.Cross(space, one, other, random));

            Assert.All(child.Index(), value => Assert.Contains(value.Item, new[] { a[value.Index], b[value.Index] }));
        }
    }
}
