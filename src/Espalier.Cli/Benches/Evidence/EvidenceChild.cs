namespace Espalier.Cli.Benches.Evidence;

/// <summary>Runs the steps of one unit, one after the other.</summary>
/// <param name="Label">What goes before the lines of their progress; null: nothing.</param>
/// <param name="Cancellation">Asks them to save their state and end.</param>
internal sealed record EvidenceChild(string? Label, CancellationToken Cancellation)
{
    /// <summary>Runs one to its end.</summary>
    /// <returns>What it wrote on standard output.</returns>
    internal string Run(IReadOnlyList<string> words) => ChildCommand.Run(words, Cancellation, Label);
}
