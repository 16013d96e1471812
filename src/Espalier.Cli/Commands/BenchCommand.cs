using System.CommandLine;
using Espalier.Cli.Benches;

namespace Espalier.Cli.Commands;

/// <summary><c>bench</c>: comparisons that make the pages in <c>docs/results</c>.</summary>
internal static class BenchCommand
{
    internal static Command Create() => new("bench", "Compare methods: each bench makes the data of a page in docs/results.")
    {
        EvidenceCommand.Create(),
        DifferentiableCommand.Create(),
        PredictorsCommand.Create(),
        ReachCommand.Create(),
        RobotCommand.Create(),
        LatencyCommand.Create(),
        ProxiesCommand.Create(),
        TabularCommand.Create(new NasBench201Subject()),
        TabularCommand.Create(new NasBenchMacroSubject()),
    };
}
