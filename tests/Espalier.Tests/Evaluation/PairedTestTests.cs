using Espalier.Attacks;
using Espalier.Evaluation;
using Espalier.Statistics;

namespace Espalier.Tests.Evaluation;

public sealed class PairedTestTests
{
    private static readonly FacedThreat Pgd = new("pgd-5", Norm.Linf, 0.01, [new("pgd-5", 5, 0.005, false, 1)]);

    [Fact]
    public void Each_two_are_tested_where_they_faced_the_same()
    {
        var a = Of("one", "11110000", (Pgd, "11000000"));
        var b = Of("one", "11111100", (Pgd with { Name = "another name" }, "11110000"), (Pgd with { Epsilon = 0.02 }, "10000000"));
        var c = Of("one", "11111111", (Pgd with { Epsilon = 0.02 }, "11000000"));

        var tests = PairedTest.Between([[a], [b], [c]]);

        Assert.Equal(
            ["0-1 clean", "0-1 pgd-5 0.01", "0-2 clean", "1-2 clean", "1-2 pgd-5 0.02"],
            tests.Select(test => FormattableString.Invariant($"{test.First}-{test.Second} {(test.Threat is { } threat ? $"{threat.Name} {threat.Epsilon}" : "clean")}")));
        Assert.Equal(new PairedCounts(4, 0, 2, 2), tests[0].Counts);
        Assert.Equal(new PairedCounts(2, 0, 2, 4), tests[1].Counts);
        Assert.Equal(Holm.Adjust([.. tests.Select(test => test.Counts.ExactP())]), tests.Select(test => test.AdjustedP));
        Assert.Equal([false, true, false, false, true], tests.Select(test => test.Standing is not null));
    }

    [Fact]
    public void Other_images_are_no_pairs_and_the_same_condition_counts_once()
    {
        var a = new[] { Of("one", "1100", (Pgd, "1000")), Of("one", "1100", (Pgd, "0000")), Of("two", "11") };
        var b = new[] { Of("one", "0110", (Pgd, "0100")), Of("three", "11") };

        var tests = PairedTest.Between([a, b]);

        Assert.Equal(2, tests.Count);
        Assert.Equal(new PairedCounts(0, 1, 1, 2), tests[1].Counts);
        Assert.Empty(PairedTest.Between([a, [Of("four", "1100")]]));
        Assert.Empty(PairedTest.Between([a, []]));
    }

    [Fact]
    public void What_stands_is_told_by_what_is_right()
    {
        var test = PairedTest.Between([[Of("one", "11110000", (Pgd, "11000000"))], [Of("one", "00111111", (Pgd, "00111000"))]])[1];

        Assert.Equal((0.5, 0.5), (test.Standing!.First, test.Standing.Second));
        Assert.Equal(0, test.Standing.Difference);
        Assert.InRange(0, test.Standing.Interval.Low, test.Standing.Interval.High);
        Assert.Null(PairedTest.Between([[Of("one", "10", (Pgd, "10"))], [Of("one", "00", (Pgd, "00"))]])[1].Standing);
    }

    private static ImageOutcomes Of(string images, string clean, params (FacedThreat Threat, string Right)[] attacked) => new()
    {
        Model = "0f",
        Data = "toy",
        Images = images,
        Outcomes = [new(null, clean), .. attacked.Select(faced => new ImageOutcome(faced.Threat, faced.Right))],
    };
}
