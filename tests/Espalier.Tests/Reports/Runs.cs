using Espalier.Data;
using Espalier.Evaluation;
using Espalier.Reports;
using Espalier.Spaces.Darts;
using Espalier.Studies;
using Espalier.Tests.Training;

namespace Espalier.Tests.Reports;

/// <summary>Runs as a report is given them, made by hand.</summary>
internal static class Runs
{
    /// <summary>Begun, and nothing there yet.</summary>
    internal static ReportedRun Unfinished { get; } = new()
    {
        Name = "first",
        Folder = "runs/first",
        Method = "e2rnas",
        Space = "darts",
        Data = "toy",
        Seed = 3,
        TrainingEpochs = 2,
        Epsilon = 2.0 / 255,
        TestImages = 200,
        Settings = """{"method":"e2rnas","limits":{},"recipe":{"epochs":2}}""",
        Command = "./espalier search --data toy",
        State = "interrupted",
        Made = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Version = "0.1.0",
    };

    /// <summary>Come to its end.</summary>
    internal static ReportedRun Finished { get; } = Unfinished with
    {
        State = "finished",
        Genotype = DartsGenotypes.DartsV2,
        Result = Result(DartsGenotypes.DartsV2.Text),
        Dataset = new Dataset("toy", Toy.Images(24), Toy.Images(12, seed: 4)),
        Robustness = new RobustnessCurve
        {
            Model = "0f",
            Data = "toy",
            Images = 200,
            Steps = 10,
            Seed = 3,
            Points = [new(0, 180), new(2.0 / 255, 150), new(8.0 / 255, 40)],
        },
        Sessions =
        [
            new RunSession(0, new DateTime(2026, 1, 1), new DateTime(2026, 1, 1, 1, 0, 0), "here", "{}"),
            new RunSession(1, new DateTime(2026, 1, 2), new DateTime(2026, 1, 2, 1, 0, 0), "there", "{}"),
        ],
    };

    private static RunResult Result(string genotype) => new()
    {
        Method = "e2rnas",
        Space = "darts",
        Data = "toy",
        Seed = 3,
        Genotype = genotype,
        Params = 38_330,
        Macs = 1_281_776,
        LatencyMilliseconds = 1.25,
        Accuracy = new ResultAccuracy(0.9, 0.8, 0.75),
        Attack = new ResultAttack("linf", 2.0 / 255, 10, 0.002),
        Front =
        [
            new ResultCandidate(genotype, 38_330, 1_281_776, new ResultAccuracy(0.9, 0.8, 0.75)),
            new ResultCandidate("another", 20_000, 900_000, new ResultAccuracy(0.85, null, 0.7)),
        ],
        Search = new ResultSearch { Seconds = 75 },
        Train = new ResultTraining(3700, 2),
        Environment = new RunEnvironment("0.1.0", "10.0", "1.13", "a processor", 1, 512),
        Command = "./espalier search --data toy",
    };
}
