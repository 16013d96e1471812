namespace Espalier.Cli.Benches.Evidence;

/// <summary>What is made at once: all networks of a method and seed on a data set.</summary>
/// <param name="Data">Whose images, as the user gave it.</param>
/// <param name="Method">How the architecture is come by.</param>
/// <param name="Seed">What everything random is derived from.</param>
internal sealed record EvidenceUnit(string Data, EvidenceMethod Method, ulong Seed)
{
    /// <summary>The data set's name without the folders it lies in.</summary>
    internal string Images => Short(Data);

    /// <summary>As people read it.</summary>
    public override string ToString() => FormattableString.Invariant($"{Method.Name}, {Images}, seed {Seed}");

    /// <summary>A data set's name without the folders it lies in.</summary>
    internal static string Short(string data) => Path.GetFileName(Path.TrimEndingDirectorySeparator(data));
}
