using Espalier.Spaces;

namespace Espalier;

/// <content>Whether a search can come to anything, before it begins.</content>
public sealed partial class Flow
{
    private const int FeasibilityMeasurements = 3;

    /// <summary>The extremes of the networks to be trained; null where the space cannot tell them.</summary>
    private Feasibility? Extremes() => space is IPricedSpace priced ? new Feasibility(priced, NetworkOf(settings.Final)) : null;

    /// <summary>Refuses limits that no network keeps. Where the architecture is given, nothing is limited.</summary>
    private void RequireFeasible()
    {
        if (!settings.Limits.Bind || method is null)
        {
            return;
        }

        if (device is not null && settings.Limits.MaxLatencyMilliseconds is { } most)
        {
            device.Require(most);
        }

        if (space is IPricedSpace { Smallest: var smallest })
        {
            Extremes()!.Require(device is null ? settings.Limits : settings.Limits.WithoutLatency(), () => FastestOf(smallest));
        }
    }

    /// <summary>
    /// What a network takes at best, in ms: whatever else the machine does only adds time, and a run should not be refused for a slow spell.
    /// Nothing of it is kept.
    /// </summary>
    private double FastestOf(Genotype genotype)
    {
        if (device is not null)
        {
            return device.Of(genotype);
        }

        using var network = Deployed(genotype);
        var least = double.PositiveInfinity;
        for (var time = 0; time < FeasibilityMeasurements && !(least <= settings.Limits.MaxLatencyMilliseconds); time++)
        {
            least = Math.Min(least, LatencyOf(network));
        }

        return least;
    }
}
