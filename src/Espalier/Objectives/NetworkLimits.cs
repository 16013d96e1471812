using Espalier.Costs;

namespace Espalier.Objectives;

/// <summary>What the network to be trained may cost. A bound that is null does not bind.</summary>
public sealed record NetworkLimits
{
    /// <summary>No limits.</summary>
    public static NetworkLimits None { get; } = new();

    /// <summary>The fewest parameters.</summary>
    public long? MinParams { get; init; }

    /// <summary>The most parameters.</summary>
    public long? MaxParams { get; init; }

    /// <summary>The most multiply-accumulates of one sample.</summary>
    public long? MaxMacs { get; init; }

    /// <summary>The most milliseconds of one sample, above 0.</summary>
    /// <remarks>
    /// Measured, so it depends on the machine, its load and the number of threads: of two searches with one seed, a network near the bound
    /// may pass in one and fail in the other. The other bounds are counts, and the same everywhere.
    /// </remarks>
    public double? MaxLatencyMilliseconds { get; init; }

    /// <summary>Whether anything is bounded.</summary>
    public bool Bind => MinParams is not null || MaxParams is not null || MaxMacs is not null || MaxLatencyMilliseconds is not null;

    /// <summary>The bounds that are kept or broken by counts alone, which cost nothing to look at.</summary>
    public NetworkLimits WithoutLatency() => this with { MaxLatencyMilliseconds = null };

    /// <summary>By how much a network is outside, relative to the bounds it breaks, summed; 0 when it is inside.</summary>
    /// <exception cref="ArgumentException">Latency is bounded and was not measured.</exception>
    public double Excess(NetworkCost cost) =>
        Over(cost.Parameters, MaxParams)
        + Over(cost.Macs, MaxMacs)
        + (MinParams is { } least && cost.Parameters < least ? 1 - ((double)cost.Parameters / least) : 0)
        + TooSlow(cost);

    /// <summary>Faults of the limits themselves.</summary>
    public IEnumerable<string> Faults()
    {
        if (MinParams < 0 || MaxParams < 0 || MaxMacs < 0)
        {
            yield return "limits are at least 0";
        }

        if (MinParams > MaxParams)
        {
            yield return $"the least number of parameters, {MinParams}, is above the most, {MaxParams}";
        }

        if (MaxLatencyMilliseconds is { } most && !(most > 0 && double.IsFinite(most)))
        {
            yield return $"the most latency, {most} ms, is not a finite number above 0";
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", new[]
    {
        MinParams is null ? null : $"at least {MinParams} parameters",
        MaxParams is null ? null : $"at most {MaxParams} parameters",
        MaxMacs is null ? null : $"at most {MaxMacs} MACs",
        MaxLatencyMilliseconds is null ? null : $"at most {MaxLatencyMilliseconds} ms",
    }.OfType<string>());

    private double TooSlow(NetworkCost cost)
    {
        if (MaxLatencyMilliseconds is not { } most)
        {
            return 0;
        }

        var taken = cost.LatencyMilliseconds
            ?? throw new ArgumentException("The latency is bounded, but was not measured.", nameof(cost));
        return Math.Max((taken / most) - 1, 0);
    }

    private static double Over(long value, long? most) => most is { } bound && value > bound ? ((double)value / Math.Max(bound, 1)) - 1 : 0;
}
