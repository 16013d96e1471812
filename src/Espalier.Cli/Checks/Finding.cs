namespace Espalier.Cli.Checks;

/// <summary>How bad a finding is.</summary>
internal enum Verdict
{
    Good,

    /// <summary>Works, but slowly or not everywhere.</summary>
    Poor,

    /// <summary>The main job cannot run without it.</summary>
    Missing,
}

/// <summary>What the doctor found.</summary>
/// <param name="Verdict">How bad.</param>
/// <param name="Subject">Of what.</param>
/// <param name="Text">What is there.</param>
/// <param name="Mend">What to do about it; null where nothing is to be done.</param>
internal sealed record Finding(Verdict Verdict, string Subject, string Text, string? Mend = null);
