using Espalier.Catalog;
using Espalier.Conformance.Searches;
using Espalier.Objectives;
using Espalier.Spaces;
using Espalier.Strategies;

namespace Espalier.Conformance.Broken;

/// <summary>The check of whole runs catches one that does not look at its limits, and one that says nothing.</summary>
public sealed class BrokenRunTests
{
    private static readonly CatalogEntry Method = MethodCatalog.Of<SamplingStrategy>().Find("method", "random-search");
    private static readonly ISearchSpace Space = Flow.SpaceOf("nas-bench-201");

    [Fact]
    public void A_run_that_does_not_look_at_its_limits_is_caught()
    {
        // Of the seeds, some come to a network within the limits by themselves.
        var faults = Enumerable.Range(1, 4).SelectMany(seed => LimitedRuns.Faults(
            Method, Space, (settings, folder, watch) => Run(settings with { Limits = NetworkLimits.None, Seed = (ulong)seed }, folder, watch)));

        Assert.Contains(faults, fault => fault.Contains("outside the limits", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_that_nobody_can_watch_is_caught() => Assert.Equal(2, LimitedRuns.Faults(
        Method, Space, (settings, folder, watch) => Run(settings, folder, new SilentObserver())).Count());

    private static Studies.RunResult Run(FlowSettings settings, string folder, IFlowObserver observer) =>
        Flow.Start(settings, folder, observer, CancellationToken.None, data: TinyProblem.Dataset);
}
