using Espalier.Strategies;

namespace Espalier.Cli.Benches;

/// <summary>What one run came to.</summary>
/// <param name="Key">What decides it but for its number, in hexadecimal: see <see cref="TabularRuns.KeyOf"/>.</param>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Candidates">How many it judged.</param>
/// <param name="Seconds">What it took here.</param>
/// <param name="Incumbents">Its best so far, at least one.</param>
internal sealed record TabularRun(string Key, int Number, int Candidates, double Seconds, IReadOnlyList<Incumbent> Incumbents)
{
    /// <summary>What it found.</summary>
    internal Incumbent Last => Incumbents[^1];

    /// <summary>The row that was best when so much had been spent; null before the first.</summary>
    internal int? At(double spent)
    {
        int? row = null;
        foreach (var incumbent in Incumbents.TakeWhile(incumbent => incumbent.Spent <= spent))
        {
            row = incumbent.Row;
        }

        return row;
    }
}
