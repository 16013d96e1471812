using Espalier.Studies;

namespace Espalier.Tests.Studies;

public sealed class ResultContentTests
{
    private const string Text =
        """
        {"schema":1,"data":"/here","seed":18446744073709551615,"genotype":"a\"b","params":5,"latencyMilliseconds":2.5,
         "accuracy":{"clean":0.9},"front":[{"params":1,"latencyMilliseconds":3},{"params":2}],
         "search":{"seconds":1.5,"steps":4,"stepMilliseconds":{"median":3},"peakRssMiB":7,"objectives":[{"loss":0.1},{"loss":"NaN"}]},
         "hash":"x","environment":{"cpu":"c"},"command":"./espalier"}
        """;

    [Fact]
    public void Content_is_named_by_its_path_and_times_and_places_are_none()
    {
        var content = ResultContent.Of(Text, "ff");

        Assert.Equal(
            [
                "accuracy.clean=0.9", "accuracy?=done", "attack?=none", "front.length=2", "front[0].params=1", "front[1].params=2",
                "genotype=\"a\\u0022b\"", "params=5", "schema=1", "search.objectives.length=2", "search.objectives[0].loss=0.1",
                "search.objectives[1].loss=\"NaN\"", "search.steps=4", "search?=done", "seed=18446744073709551615", "train?=none", "weights=ff",
            ],
            content.Values.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Matches("^[0-9a-f]{64}$", content.Hash);
    }

    [Fact]
    public void Order_layout_times_and_places_do_not_change_the_hash()
    {
        var other = ResultContent.Of(
            """
            {"command":"else","environment":{"cpu":"d","threads":9},"search":{"objectives":[{"loss":0.1},{"loss":"NaN"}],"steps":4,"seconds":99},
             "front":[{"params":1},{"params":2,"seconds":3}],"accuracy":{"clean":0.9,"pgd":null},"params":5,"genotype":"a\u0022b",
             "seed":18446744073709551615,"data":"/there","schema":1}
            """,
            "ff");

        Assert.Equal(ResultContent.Of(Text, "ff").Hash, other.Hash);
    }

    [Theory]
    [InlineData("\"params\":5", "\"params\":6", "params", "5", "6")]
    [InlineData("0.1}", "0.10000000000000001}", "search.objectives[0].loss", "0.1", "0.10000000000000001")]
    [InlineData(",{\"params\":2}", "", "front.length", "2", "1")]
    [InlineData("\"accuracy\":{\"clean\":0.9},", "", "accuracy.clean", "0.9", null)]
    [InlineData("\"steps\":4,", "\"steps\":4,\"seconds\":2,", null, null, null)]
    public void A_difference_is_named(string from, string to, string? name, string? recorded, string? repeated)
    {
        Assert.Contains(from, Text, StringComparison.Ordinal);

        var differences = ResultContent.Of(Text, "ff").DifferencesFrom(ResultContent.Of(Text.Replace(from, to, StringComparison.Ordinal), "ff"));

        if (name is null)
        {
            Assert.Empty(differences);
            return;
        }

        Assert.Equal(new ResultDifference(name, recorded, repeated), differences[0]);
    }

    [Fact]
    public void What_was_done_once_and_not_the_other_time_differs_in_both_directions()
    {
        var (whole, part) = (ResultContent.Of(Text, "ff"), ResultContent.Of(Text.Replace("\"accuracy\"", "\"other\"", StringComparison.Ordinal), null));

        Assert.Contains(new ResultDifference("accuracy?", "none", "done"), part.DifferencesFrom(whole));
        Assert.Contains(new ResultDifference("weights", "none", "ff"), part.DifferencesFrom(whole));
        Assert.Contains(new ResultDifference("weights", "ff", "none"), whole.DifferencesFrom(part));
    }

    [Fact]
    public void A_field_of_a_later_version_does_not_spoil_the_comparison()
    {
        var more = Text.Replace("\"schema\":1", "\"schema\":1,\"dataChecksum\":\"0\"", StringComparison.Ordinal);
        var (old, later) = (ResultContent.Of(Text, "ff"), ResultContent.Of(more, "ff"));

        Assert.Empty(old.DifferencesFrom(later));
        Assert.NotEqual(old.Hash, later.Hash);
        Assert.Equal(old.Hash, later.HashOfWhatIsIn(old));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"a\":")]
    public void What_is_no_result_is_the_callers_fault(string text) =>
        Assert.StartsWith(
            "here/result.json: ",
            Assert.Throws<InvalidInputException>(() => ResultContent.Of(text, null, "here/result.json")).Message,
            StringComparison.Ordinal);
}
