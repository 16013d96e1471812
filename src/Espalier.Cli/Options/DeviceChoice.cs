using System.CommandLine;
using Espalier.Estimators.Tables;

namespace Espalier.Cli.Options;

/// <summary>A device of a table of latencies: what latency means where it is given.</summary>
/// <param name="purpose">What it is for, for the help.</param>
internal sealed class DeviceChoice(string purpose)
{
    internal Option<string?> Device { get; } = Given.Text(
        "--latency-device", "NAME", $"a device of NAS-Bench-201's latency table, {purpose}; a name that is not there tells those that are");

    /// <summary>The folder of tables, for commands that have no such option for something else.</summary>
    internal Option<string?> Tables { get; } = Given.Text(
        "--tables", "DIR", $"the folder that holds {NasBench201LatencyTable.Folder}, for --latency-device (default: {TablesFolder.Variable})");

    /// <summary>What was given; null where no device was.</summary>
    /// <exception cref="InvalidInputException">There is no folder of tables, or one is named and no device.</exception>
    internal LatencyDevice? Of(ParseResult parsed)
    {
        var folder = parsed.GetValue(Tables);
        return parsed.GetValue(Device) is { } name ? new(name, Path.GetFullPath(TablesFolder.Find(folder).Root))
            : folder is null ? null
            : throw new InvalidInputException("--tables", "is looked at only with --latency-device", "give that, too, or leave it out");
    }
}
