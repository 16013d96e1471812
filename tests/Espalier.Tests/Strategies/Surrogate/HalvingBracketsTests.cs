using Espalier.Strategies.Surrogate;

namespace Espalier.Tests.Strategies.Surrogate;

public sealed class HalvingBracketsTests
{
    /// <summary>Table 1 of Hyperband's paper: R = 81, eta = 3.</summary>
    [Fact]
    public void Brackets_are_those_of_the_paper() => Assert.Equal(
        [
            "81x1 27x3 9x9 3x27 1x81",
            "34x3 11x9 3x27 1x81",
            "15x9 5x27 1x81",
            "8x27 2x81",
            "5x81",
        ],
        Texts(81, 1, 3, BracketWidth.Hyperband));

    /// <summary>HpBandSter with the epochs that NAS-Bench-201's comparison names: 22.2, 66.7 and 200 of them.</summary>
    [Fact]
    public void Widths_of_the_reference_code_are_rounded_down_before_they_grow()
    {
        Assert.Equal(["9x22 3x67 1x200", "3x67 1x200", "3x200"], Texts(200, 12, 3, BracketWidth.HpBandSter));
        Assert.Equal(["81x1 27x3 9x9 3x27 1x81", "27x3 9x9 3x27 1x81", "9x9 3x27 1x81", "6x27 2x81", "5x81"], Texts(81, 1, 3, BracketWidth.HpBandSter));
    }

    /// <summary>Each bracket costs about what each other does: (s + 1) R epochs, within one step.</summary>
    [Theory]
    [InlineData(81, 1, 3)]
    [InlineData(64, 2, 2)]
    [InlineData(256, 1, 4)]
    public void Brackets_cost_alike(int most, int least, int eta)
    {
        var brackets = HalvingBrackets.Of(most, least, eta, BracketWidth.Hyperband);

        var wanted = brackets.Count * most;
        Assert.All(brackets, bracket => Assert.InRange(bracket.Sum(rung => rung.Candidates * rung.Epochs), wanted - most, wanted + (2 * most)));
        Assert.All(brackets, bracket => Assert.Equal(most, bracket[^1].Epochs));
    }

    [Fact]
    public void Trainings_of_one_length_are_one_bracket() => Assert.Equal(["1x2"], Texts(2, 1, 3, BracketWidth.Hyperband));

    private static IEnumerable<string> Texts(int most, int least, int eta, BracketWidth width) =>
        HalvingBrackets.Of(most, least, eta, width).Select(bracket => string.Join(' ', bracket.Select(rung => $"{rung.Candidates}x{rung.Epochs}")));
}
