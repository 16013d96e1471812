using Espalier.Catalog;
using Espalier.Strategies;

namespace Espalier.Conformance.Searches;

/// <summary>One whole run under limits for every method and every space that it runs on.</summary>
public sealed class LimitedRunTests
{
    public static TheoryData<string, string> Gradient => MethodSpaces.Of<GradientStrategy>();

    public static TheoryData<string, string> Sampling => MethodSpaces.Of<SamplingStrategy>();

    [Theory]
    [MemberData(nameof(Gradient))]
    public void A_gradient_search_keeps_the_limits(string method, string space) =>
        Assert.Empty(Faults(MethodCatalog.Of<GradientStrategy>().Find("method", method), space));

    [Theory]
    [MemberData(nameof(Sampling))]
    public void A_sampling_search_keeps_the_limits(string method, string space) =>
        Assert.Empty(Faults(MethodCatalog.Of<SamplingStrategy>().Find("method", method), space));

    private static IEnumerable<string> Faults(CatalogEntry method, string space) => LimitedRuns.Faults(
        method,
        Flow.SpaceOf(space),
        (settings, folder, observer) => Flow.Start(settings, folder, observer, CancellationToken.None, data: TinyProblem.Dataset));
}
