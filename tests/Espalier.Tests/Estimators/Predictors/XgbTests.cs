using Espalier.Estimators.Predictors;
using Espalier.Tests.Data;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class XgbTests
{
    [Fact]
    public void It_keeps_what_every_predictor_keeps() => Learning.Holds(Make);

    [Fact]
    public void It_learns_an_order_that_it_was_not_told() => Assert.InRange(Learning.MadeUp(Make(1), 200), 0.8, 1);

    [NasBench201Fact]
    public void On_the_table_it_orders_cells_it_was_not_told() => Assert.InRange(Learning.OnTable(Make, 1000, 2), 0.68, 0.8);

    private static Xgb Make(ulong seed) => new(Learning.Context(seed), new XgbOptions());
}
