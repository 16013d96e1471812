using Espalier.Reports.Sections;

namespace Espalier.Tests.Reports.Sections;

public sealed class MeasureTests
{
    [Fact]
    public void Whatever_is_known_of_candidates_can_be_drawn()
    {
        Candidate[] candidates =
        [
            Of(("params", "1200"), ("latencyMilliseconds", "1.5"), ("accuracy.clean", "0.5"), ("accuracy.pgd", "0.25"), ("finalist", "1")),
            Of(("params", "900"), ("accuracy.clean", "0.25"),
                ("trained.pgd.mean", "0.75"), ("trained.pgd.deviation", "0.01"), ("trained.pgd.count", "1")),
        ];

        Assert.Equal(["params", "latencyMilliseconds"], Measure.Costs(candidates).Select(measure => measure.Path));
        Assert.Equal(["accuracy.clean", "accuracy.pgd", "trained.pgd.mean"], Measure.Qualities(candidates).Select(measure => measure.Path));
        Assert.Equal("PGD, trained 75.0\u00a0% ± 1.0\u00a0%", Measure.Qualities(candidates)[2].Tell(candidates[1]));
        Assert.Equal("latency 1.50 ms", Measure.Latency.Tell(candidates[0]));
        Assert.Equal("latency -", Measure.Latency.Tell(candidates[1]));
    }

    [Fact]
    public void A_trials_accuracy_is_that_of_clean_images()
    {
        var trial = Candidate.OfTrial(4, new Dictionary<string, string> { ["genotype"] = "g", ["accuracy"] = "0.5", ["params"] = "10" });

        Assert.Equal(("trial 5", "g", 0.5, 10), (trial.Label, trial.Genotype, trial.Of(Measure.Clean), trial.Of(Measure.Parameters)));
    }

    private static Candidate Of(params (string Path, string Text)[] leaves) => new("c", leaves.ToDictionary(leaf => leaf.Path, leaf => leaf.Text));
}
