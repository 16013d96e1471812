using System.Numerics;
using Espalier.Estimators.Predictors;
using Espalier.Spaces;
using Espalier.Tests.Data;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class LgbTests
{
    [Fact]
    public void It_keeps_what_every_predictor_keeps() => Learning.Holds(Make);

    [Fact]
    public void It_learns_an_order_that_it_was_not_told() => Assert.InRange(Learning.MadeUp(Make(1), 200), 0.8, 1);

    /// <summary>Recomputed with LightGBM: 0.719 with 1,000 labels.</summary>
    [NasBench201Fact]
    public void On_the_table_it_comes_to_the_recomputed_tau() => Assert.InRange(Learning.OnTable(Make, 1000, 2), 0.689, 0.8);

    [Fact]
    public void Attributions_are_of_one_hot_values_and_sum_to_what_it_tells()
    {
        using var predictor = Make(1);
        var cells = Learning.Cells(100, 1);
        predictor.Fit(cells, [.. cells.Select(Learning.Truth)]);

        var few = cells[..12];
        var (told, parts, pairs) = (predictor.Predict(few), predictor.Attribute(few), predictor.Interactions(few));

        Assert.All(few.Index(), cell =>
        {
            Assert.Equal(31, parts[cell.Index].Length);
            Assert.Equal(told[cell.Index].Mean, parts[cell.Index].Sum(), 5);
            Assert.All(Enumerable.Range(0, 31), value => Assert.Equal(parts[cell.Index][value], pairs[cell.Index][value].Sum(), 5));
        });
    }

    [Fact]
    public void It_needs_a_row_of_choices() => Assert.Contains(
        "no row of choices",
        Assert.Throws<InvalidInputException>(
            () => new Lgb(new() { Space = new NoChoices(), Seed = 1 }, new LgbOptions())).Message,
        StringComparison.Ordinal);

    private static Lgb Make(ulong seed) => new(Learning.Context(seed), new LgbOptions());

    private sealed class NoChoices : ISearchSpace
    {
        public string Name => "none";

        public BigInteger Count => 1;

        public Genotype Parse(string text, string where) => throw new NotSupportedException();

        public Genotype Sample(Random random) => throw new NotSupportedException();

        public Network Build(Genotype genotype, NetworkSettings settings) => throw new NotSupportedException();
    }
}
