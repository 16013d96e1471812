using System.Text.Json;
using Espalier.Studies;

namespace Espalier.Cli.Benches.Evidence;

/// <summary>
/// What the networks of one method and seed came to, in a file of its own: it stands for them when the folders of the runs are gone, so that the evidence can
/// be gathered in several sittings.
/// </summary>
/// <param name="root">The bench's folder.</param>
/// <param name="unit">The method and seed, and whose images.</param>
/// <param name="settled">All that decides what they come to.</param>
internal sealed class EvidenceFile(string root, EvidenceUnit unit, IReadOnlyList<string> settled)
{
    private string Path => System.IO.Path.Combine(root, "networks", FormattableString.Invariant($"{unit.Images}-{unit.Method.Slug}-{unit.Seed}.json"));

    /// <summary>What was kept; null where nothing was.</summary>
    /// <exception cref="InvalidInputException">It is damaged, or was made with other settings.</exception>
    internal EvidenceFound? Find()
    {
        if (!File.Exists(Path))
        {
            return null;
        }

        const string Mend = "give those settings, or another --out, or remove that file";
        var kept = StudyJson.Read<Kept>(AtomicText.Read(Path), Path, Mend);
        return kept.Settled.SequenceEqual(settled)
            ? kept.Found
            : throw new InvalidInputException(Path, $"was made with other settings ({CommandText.Of([.. kept.Settled.Except(settled)])})", Mend);
    }

    /// <summary>Keeps it.</summary>
    internal void Save(EvidenceFound found)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        AtomicText.Write(Path, JsonSerializer.Serialize(new Kept(settled, found), StudyJson.Document) + "\n");
    }

    private sealed record Kept(IReadOnlyList<string> Settled, EvidenceFound Found);
}

/// <summary>What a method and seed came to.</summary>
/// <param name="Search">The search; null where there was none.</param>
/// <param name="Rows">A network for each recipe, then the one as searched.</param>
internal sealed record EvidenceFound(EvidenceSearch? Search, IReadOnlyList<EvidenceRow> Rows)
{
    /// <summary>Whether the network as searched is there too, which is made last.</summary>
    internal bool IsWhole => Rows.Any(row => row.AsSearched);
}
