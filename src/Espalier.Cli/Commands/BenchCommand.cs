using System.CommandLine;

namespace Espalier.Cli.Commands;

/// <summary><c>bench</c>: comparisons that make the pages in <c>docs/results</c>.</summary>
internal static class BenchCommand
{
    internal static Command Create() => new("bench", "Compare methods: each bench makes the data of a page in docs/results.")
    {
        DifferentiableCommand.Create(),
        TabularCommand.Create(),
    };
}
