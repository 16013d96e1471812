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

    /// <summary>Whether anything is bounded.</summary>
    public bool Bind => MinParams is not null || MaxParams is not null || MaxMacs is not null;

    /// <summary>By how much a network is outside, relative to the bounds it breaks, summed; 0 when it is inside.</summary>
    public double Excess(NetworkCost cost) =>
        Over(cost.Parameters, MaxParams)
        + Over(cost.Macs, MaxMacs)
        + (MinParams is { } least && cost.Parameters < least ? 1 - ((double)cost.Parameters / least) : 0);

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
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", new[]
    {
        MinParams is null ? null : $"at least {MinParams} parameters",
        MaxParams is null ? null : $"at most {MaxParams} parameters",
        MaxMacs is null ? null : $"at most {MaxMacs} MACs",
    }.OfType<string>());

    private static double Over(long value, long? most) => most is { } bound && value > bound ? ((double)value / Math.Max(bound, 1)) - 1 : 0;
}
