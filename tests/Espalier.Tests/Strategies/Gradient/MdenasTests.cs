using Espalier.Strategies.Gradient;

namespace Espalier.Tests.Strategies.Gradient;

public sealed class MdenasTests
{
    [Fact]
    public void It_begins_uniform_over_what_may_be_derived()
    {
        using var search = TinySearch.Of(context => new Mdenas(context, new MdenasOptions()));

        Assert.All(search.Strategy.Mixture(), rows =>
        {
            for (var edge = 0; edge < rows.GetLength(0); edge++)
            {
                Assert.Equal(0, rows[edge, 0]);
                Assert.All([1, 2, 3], operation => Assert.Equal(1 / 3.0, rows[edge, operation], 6));
            }
        });
    }

    [Fact]
    public void Probability_moves_and_the_most_likely_path_is_derived()
    {
        using var search = TinySearch.Of(context => new Mdenas(context, new MdenasOptions { Step = 0.05 }));

        search.Steps(0, 6);

        Assert.Contains(search.Strategy.Mixture(), rows => rows.Cast<double>().Any(p => p > 0.34));
        Assert.Equal(TinySearch.Space.Derive(search.Strategy.Mixture()), search.Strategy.Derive());
    }

    [Fact]
    public void A_step_reports_what_it_saw()
    {
        using var search = TinySearch.Of(context => new Mdenas(context, new MdenasOptions()));

        var report = search.Steps(0, 1)[0];

        Assert.True(report.TrainLoss > 0 && report.Objectives["accuracy"] > 0);
        Assert.Null(report.Diverged);
    }
}
