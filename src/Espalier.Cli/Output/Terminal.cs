using Spectre.Console;

namespace Espalier.Cli.Output;

/// <summary>The two ends of the console. What is no terminal gets plain text.</summary>
internal static class Terminal
{
    internal static IAnsiConsole Error { get; } =
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    internal static bool ErrorIsLive => !Console.IsErrorRedirected && Error.Profile.Capabilities.Ansi;

    internal static bool OutIsLive => !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;
}
