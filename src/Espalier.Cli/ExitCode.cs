namespace Espalier.Cli;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    internal const int Done = 0;

    /// <summary>A fault that is the toolkit's or the machine's.</summary>
    internal const int Ours = 1;

    /// <summary>A run that was run again came to something else.</summary>
    internal const int NotReproduced = 1;

    /// <summary>The caller's fault; one line on standard error says what, where and how to mend it.</summary>
    internal const int Caller = 2;

    /// <summary>Interrupted; what can be resumed is saved.</summary>
    internal const int Interrupted = 130;
}
