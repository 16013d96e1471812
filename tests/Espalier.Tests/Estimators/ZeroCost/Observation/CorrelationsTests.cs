using Espalier.Estimators.ZeroCost.Observation;

namespace Espalier.Tests.Estimators.ZeroCost.Observation;

public sealed class CorrelationsTests
{
    [Fact]
    public void Rows_that_do_not_correlate_score_minus_their_number()
    {
        using var scope = NewDisposeScope();
        var rows = tensor([1.0, -1, 0, 0, 0, 0, 5, -5, 2, 2, -2, -2], [3, 4]);

        Assert.Equal(-3 * (Math.Log(1 + 1e-5) + (1 / (1 + 1e-5))), Correlations.Spectrum(rows), 1e-9);
    }

    [Fact]
    public void Two_equal_rows_score_far_below()
    {
        using var scope = NewDisposeScope();
        var rows = tensor([1.0, -1, 0, 2, -2, 0], [2, 3]);

        Assert.InRange(Correlations.Spectrum(rows), -1.1e5, -0.9e5);
    }

    [Fact]
    public void Coefficients_are_Pearsons()
    {
        using var scope = NewDisposeScope();
        var found = Correlations.OfRows(tensor([1.0, 2, 3, 4, 2.0, 1, 4, 3], [2, 4])).data<double>().ToArray();

        Assert.Equal([1, 0.6, 0.6, 1], found, (one, other) => Math.Abs(one - other) < 1e-12);
    }

    [Fact]
    public void A_constant_row_has_no_score()
    {
        using var scope = NewDisposeScope();

        Assert.True(double.IsNaN(Correlations.Spectrum(tensor([1.0, 1, 2, 3], [2, 2]))));
    }
}
