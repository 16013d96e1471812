using Espalier.Spaces.Darts;
using Espalier.Studies.Store;

namespace StudyStoreBenchmark;

/// <summary>Rows of the usual size.</summary>
internal static class SampleRows
{
    private static readonly string Genotype = DartsGenotypes.DartsV2.Text;
    private static readonly DateTime Time = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    internal static StudyRow Study(string id) => new()
    {
        Id = id,
        Method = "random-search",
        Space = "darts",
        Data = "fashion-mnist",
        Seed = 1,
        Folder = "/nowhere",
        Command = "none",
        Settings = "{}",
        Started = Time,
    };

    internal static TrialRow Trial(string study, int number) => new()
    {
        StudyId = study,
        Number = number,
        Genotype = Genotype,
        Seed = (ulong)number,
        Accuracy = number % 1000 / 1000.0,
        Params = 30_000 + number,
        Macs = 1_000_000,
        Seconds = 1.5,
        Recorded = Time,
    };
}
