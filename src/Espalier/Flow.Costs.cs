using Espalier.Costs;
using Espalier.Spaces;

namespace Espalier;

/// <content>What networks cost, counted and, where latency is limited, measured; and whether they are within the limits.</content>
public sealed partial class Flow
{
    /// <summary>One network in a hundred is then found with 95 %.</summary>
    private const int MostTooSlow = 300;

    /// <summary>How many times too slow a network must be for a second look to be vain.</summary>
    private const double FarTooSlow = 4;

    /// <summary>By how much a network is outside the limits. Only where its counts are inside is it measured, which takes longer.</summary>
    private double Excess(Genotype genotype)
    {
        if (!settings.Limits.Bind)
        {
            return 0;
        }

        using var network = Deployed(genotype);
        var counts = NetworkCost.Of(network, InputShape());
        if (settings.Limits.WithoutLatency().Excess(counts) is var excess and > 0)
        {
            return excess;
        }

        excess = settings.Limits.Excess(Measured(genotype, network, counts));
        return excess == 0 || measurements.Values.Count < MostTooSlow || measurements.Values.Min() <= settings.Limits.MaxLatencyMilliseconds
            ? excess
            : throw new InvalidInputException(
                $"limits ({settings.Limits})",
                $"no network was found that keeps them; {Evidence()}",
                "loosen them, or change channels or cells");
    }

    private long ParametersOf(Genotype genotype)
    {
        using var network = space.Build(genotype, NetworkOf(settings.Final));
        return NetworkCost.ParametersOf(network);
    }

    private NetworkCost CostOf(Genotype genotype)
    {
        using var network = Deployed(genotype);
        return Measured(genotype, network, NetworkCost.Of(network, InputShape()));
    }

    /// <summary>The network as it is used in the end: without the auxiliary head, and with the normalisation of pixels.</summary>
    private Network Deployed(Genotype genotype) => space.Build(genotype, NetworkOf(settings.Final) with { Statistics = final.Statistics });

    private NetworkCost Measured(Genotype genotype, Network network, NetworkCost counts) =>
        device is not null ? counts with { LatencyMilliseconds = device.Of(genotype) }
        : settings.Limits.MaxLatencyMilliseconds is { } most
            ? counts with { LatencyMilliseconds = measurements.Of(genotype.Text, () => Milliseconds(network, most)) }
            : counts;

    /// <summary>
    /// Whatever else the machine does only adds time: before a network is turned down it is measured twice, and the faster counts.
    /// </summary>
    private double Milliseconds(Network network, double most)
    {
        var taken = LatencyOf(network);
        return taken > most && taken < FarTooSlow * most ? Math.Min(taken, LatencyOf(network)) : taken;
    }

    private double LatencyOf(Network network)
    {
        cancellation.ThrowIfCancellationRequested();
        return MeasuredLatency.Of(network, InputShape(), clock).Median;
    }

    /// <summary>What the table or the measurements say of limits that nothing keeps; null where nothing was measured.</summary>
    private string? Evidence() => device is not null ? $"the fastest cell of all takes {device.Fastest:0.###} ms on {device.Device}"
        : measurements.Values is { Count: > 0 } taken
        ? $"of {taken.Count} measured the fastest takes {taken.Min():0.###} ms"
        : null;

    private static string LatencyOf(NetworkCost cost) => $"{cost.LatencyMilliseconds:0.###} ms";

    private string AndLatencyOf(Genotype genotype) =>
        CostOf(genotype) is { LatencyMilliseconds: not null } cost ? $" and {LatencyOf(cost)}" : string.Empty;
}
