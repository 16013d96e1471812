using Espalier.Estimators.Predictors;
using Espalier.Tests.Data;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class NgBoostTests
{
    [Fact]
    public void It_keeps_what_every_predictor_keeps() => Learning.Holds(Make);

    [Fact]
    public void It_learns_an_order_that_it_was_not_told() => Assert.InRange(Learning.MadeUp(Make(1), 200), 0.75, 1);

    /// <summary>0.58 over three trials of 400 labels when this was written.</summary>
    [NasBench201Fact]
    public void On_the_table_it_orders_cells_it_was_not_told() => Assert.InRange(Learning.OnTable(Make, 400, 2), 0.53, 0.7);

    [Fact]
    public void Its_settings_can_be_searched_for()
    {
        // No node is ever split: all cells are alike.
        var poor = new NgBoostOptions { Rounds = 2, LeastSplit = 1000 };

        Assert.False(Learning.MadeUp(new NgBoost(Learning.Context(), poor), 60) > 0.2);
        Assert.InRange(Learning.MadeUp(new NgBoost(Learning.Context(), poor with { Draws = 3 }), 60), 0.3, 1);
    }

    private static NgBoost Make(ulong seed) => new(Learning.Context(seed), new NgBoostOptions());
}
