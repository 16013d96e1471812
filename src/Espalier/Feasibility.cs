using Espalier.Costs;
using Espalier.Data;
using Espalier.Objectives;
using Espalier.Spaces;

namespace Espalier;

/// <summary>
/// Whether any network of a space keeps limits, asked before a search begins: its smallest and its largest network are known exactly, and which
/// numbers of parameters there are in between, each with the fewest MACs that go with it.
/// </summary>
public sealed class Feasibility
{
    private const int MostClasses = 256;
    private const int MostChannels = 3;
    private const int AnySide = 32;
    private const string Raise = "raise the limit, or lower --train-channels or --train-cells";
    private const string Lower = "lower the limit, or raise --train-channels or --train-cells";
    private readonly CostChoices prices;
    private readonly NetworkSettings network;

    /// <summary>Prices the networks of a space.</summary>
    /// <param name="space">The space.</param>
    /// <param name="network">The size of the network that limits refer to, and the data.</param>
    public Feasibility(IPricedSpace space, NetworkSettings network)
    {
        ArgumentNullException.ThrowIfNull(space);
        prices = space.Price(network);
        this.network = network;
    }

    /// <summary>The fewest parameters and MACs of any network.</summary>
    public NetworkCost Smallest => prices.Fewest;

    /// <summary>The most parameters and MACs of any network.</summary>
    public NetworkCost Largest => prices.Most;

    /// <summary>
    /// What limits of parameters can be refused before data is read: by the smallest network for grey images of two classes, and the largest
    /// for coloured ones of 256.
    /// </summary>
    /// <exception cref="InvalidInputException">They contradict each other, or no network keeps them whatever the data is.</exception>
    public static void RequireForAnyData(ISearchSpace space, NetworkSize size, NetworkLimits limits)
    {
        ArgumentNullException.ThrowIfNull(size);
        ArgumentNullException.ThrowIfNull(limits);
        if (limits.MinParams > limits.MaxParams)
        {
            throw new InvalidInputException(
                Invariant($"--min-params {limits.MinParams:N0}, --max-params {limits.MaxParams:N0}"),
                "the least is above the most",
                "give a range that holds something");
        }

        if (space is not IPricedSpace priced || (limits.MinParams ?? limits.MaxParams) is null)
        {
            return;
        }

        var least = Of(1, 2);
        var most = Of(MostChannels, MostClasses);
        Throw(
        [
            TooSmall(
                "max-params",
                limits.MaxParams,
                Invariant($"{least.Name} has at least {least.Smallest.Parameters:N0} parameters, the largest at most {most.Largest.Parameters:N0}"),
                least.Smallest.Parameters,
                Raise),
            TooLarge(
                limits.MinParams,
                Invariant($"{most.Name} has at most {most.Largest.Parameters:N0} parameters, the smallest at least {least.Smallest.Parameters:N0}"),
                most.Largest.Parameters),
        ]);

        Feasibility Of(int channels, int classes) => new(priced, new NetworkSettings
        {
            Channels = size.Channels,
            Cells = size.Cells,
            Input = new ImageShape(channels, AnySide, AnySide),
            Classes = classes,
        });
    }

    /// <summary>Holds limits against what there is.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="fastest">Measures the smallest network, in ms; asked only where latency is limited.</param>
    /// <exception cref="InvalidInputException">No network keeps them; the message says by which numbers.</exception>
    public void Require(NetworkLimits limits, Func<double> fastest)
    {
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(fastest);
        Throw(
        [
            TooSmall(
                "max-params",
                limits.MaxParams,
                Invariant($"{Name} has {Smallest.Parameters:N0} parameters (the largest {Largest.Parameters:N0})"),
                Smallest.Parameters,
                Raise),
            TooSmall(
                "max-macs",
                limits.MaxMacs,
                Invariant($"{Name} takes {Smallest.Macs:N0} multiply-accumulates for one image (the largest {Largest.Macs:N0})"),
                Smallest.Macs,
                network.StemStride == 1 ? $"{Raise}, or give --stem-stride 2" : Raise),
            TooLarge(
                limits.MinParams,
                Invariant($"{Name} has {Largest.Parameters:N0} parameters (the smallest {Smallest.Parameters:N0})"),
                Largest.Parameters),
        ]);
        Throw([Together(limits)]);
        if (limits.MaxLatencyMilliseconds is { } most && fastest() is var taken && taken > most)
        {
            throw new InvalidInputException(
                Invariant($"--max-latency {most:0.######}"),
                Invariant($"the smallest network of {Name} takes {taken:0.######} ms for one image here"),
                Raise);
        }
    }

    private string Name => Invariant($"{network.Channels} channels and {network.Cells} cells");

    /// <summary>What each limit by itself allows, and all together do not.</summary>
    private Fault? Together(NetworkLimits limits)
    {
        var bounds = (limits.MinParams is null ? 0 : 1) + (limits.MaxParams is null ? 0 : 1) + (limits.MaxMacs is null ? 0 : 1);
        if (bounds < 2 || prices.Leanest() is not { } leanest)
        {
            return null;
        }

        var (least, most) = (limits.MinParams ?? 0, limits.MaxParams ?? long.MaxValue);
        var inside = leanest.Where(cost => cost.Parameters >= least && cost.Parameters <= most).ToArray();
        if (inside.Length == 0)
        {
            // There is one on either side: the extremes were looked at before.
            var (below, above) = (leanest.Last(cost => cost.Parameters < least), leanest.First(cost => cost.Parameters > most));
            return new(
                Invariant($"--min-params {least:N0}, --max-params {most:N0}"),
                Invariant($"no network of {Name} has so many parameters: the nearest have {below.Parameters:N0} and {above.Parameters:N0}"),
                "widen the range");
        }

        var fewest = inside.MinBy(cost => cost.Macs);
        return limits.MaxMacs is { } macs && fewest.Macs > macs
            ? new(
                Invariant($"--min-params {least:N0}, --max-macs {macs:N0}"),
                Invariant($"a network of {Name} with so many parameters takes at least {fewest.Macs:N0} multiply-accumulates for one image"),
                "raise --max-macs, or lower --min-params")
            : null;
    }

    private static Fault? TooSmall(string option, long? limit, string what, long smallest, string mend) =>
        limit < smallest ? new(Invariant($"--{option} {limit:N0}"), $"the smallest network of {what}", mend) : null;

    private static Fault? TooLarge(long? limit, string what, long largest) =>
        limit > largest ? new(Invariant($"--min-params {limit:N0}"), $"the largest network of {what}", Lower) : null;

    private static void Throw(IEnumerable<Fault?> found)
    {
        var faults = found.OfType<Fault>().ToArray();
        if (faults is [var first, .. var others])
        {
            throw new InvalidInputException(
                first.Where,
                string.Join("; ", others.Select(fault => $"{fault.Where}: {fault.What}").Prepend(first.What)),
                string.Join("; ", faults.Select(fault => fault.Mend).Distinct()));
        }
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private sealed record Fault(string Where, string What, string Mend);
}
