using Espalier.Studies.Store;

namespace Espalier.Tests.Studies.Store;

/// <summary>Rows with something in every column.</summary>
internal static class Rows
{
    internal static readonly DateTime Time = new(2026, 3, 4, 5, 6, 7, 89, DateTimeKind.Utc);

    internal static StudyRow Study(string id) => new()
    {
        Id = id,
        Method = "random-search",
        Space = "darts",
        Data = "fashion-mnist",
        Seed = ulong.MaxValue,
        State = StudyState.Interrupted,
        Failure = "none, \"really\"",
        Folder = "/somewhere/run",
        Command = "./espalier search --data 'ä'",
        Settings = """{"seed":18446744073709551615}""",
        Result = "{}",
        Started = Time,
    };

    internal static SessionRow Session(string study, int number = 0) => new()
    {
        StudyId = study,
        Number = number,
        Started = Time.AddMinutes(number),
        Seen = Time.AddMinutes(number).AddSeconds(30),
        Host = "box",
        Process = 17,
        Environment = """{"threads":2}""",
    };

    internal static TrialRow Trial(string study, int number) => new()
    {
        StudyId = study,
        Number = number,
        Kind = TrialKind.Candidate,
        Genotype = $$"""{"space":"darts","normal":[["sep_conv_3x3",{{number}}]]}""",
        Seed = ulong.MaxValue - (ulong)number,
        Accuracy = 0.5 + (number % 7 * 0.05),
        Params = 1000 + number,
        Macs = 1L << 40,
        LatencyMilliseconds = 1.25,
        Seconds = 0.1,
        Recorded = Time,
    };

    internal static MetricRow Metric(string study, string name, int step, double? value) =>
        new() { StudyId = study, Stage = "search", Name = name, Step = step, Value = value };
}
