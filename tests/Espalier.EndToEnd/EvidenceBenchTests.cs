using System.Text.Json;
using System.Text.Json.Nodes;
using Espalier.Cli.Benches.Evidence;
using Espalier.Cli.Commands;
using Espalier.Spaces.Darts;

namespace Espalier.EndToEnd;

public sealed class EvidenceBenchTests : IClassFixture<Workspace>
{
    private readonly Workspace workspace;

    public EvidenceBenchTests(Workspace workspace)
    {
        this.workspace = workspace;
        if (!Directory.Exists(Data))
        {
            TinyData.WriteIdx(Data);
        }
    }

    private string Data => workspace.Path("tiny");

    [Fact]
    public async Task Networks_are_made_attacked_and_kept_and_what_is_kept_is_not_made_again()
    {
        var folder = workspace.Path("evidence");
        var bench = Bench(folder, "darts-first", "--seeds", "1", "--attack-images", "6");
        var searched = Path.Combine(folder, "tiny", "darts-first-1", "search", "result.json");
        using (var cli = Cli.Start(bench))
        {
            await cli.Until(() => File.Exists(searched));
            cli.PressCtrlC();
            var interrupted = await cli.End();
            Assert.Equal(130, interrupted.Code);
            Assert.Contains("go on with: ./espalier bench e2rnas ", interrupted.ErrorLines[^1], StringComparison.Ordinal);
        }

        var written = File.ReadAllBytes(searched);
        var told = (await Cli.Run(bench)).Succeeds();
        Assert.Contains("1 of 1: darts-first, tiny, seed 1", told.Error, StringComparison.Ordinal);
        Assert.Contains("AutoAttack", told.Out, StringComparison.Ordinal);
        Assert.Equal(written, File.ReadAllBytes(searched));
        var rows = Rows(folder);
        Assert.Equal([false, true], rows.Select(row => row.GetProperty("asSearched").GetBoolean()));
        var row = rows[0];
        Assert.Equal(24, Total(row, "clean"));
        Assert.Equal(24, Total(row, "pgd"));
        Assert.Equal(6, Total(row, "auto"));
        Assert.Equal(4, row.GetProperty("radii").GetArrayLength());
        Assert.Equal(3, row.GetProperty("latency").GetArrayLength());

        // Its last number alone, by the command that is printed beside it.
        var words = row.GetProperty("commands").EnumerateArray().Last().GetString()!.Split(' ')[1..];
        var alone = (await Cli.Run([.. words, "--json"])).Json();
        Assert.Equal(
            row.GetProperty("auto").GetProperty("correct").GetInt32(), alone.GetProperty("survived").GetString()!.Count(digit => digit == '1'));

        // The runs are gone, what they came to is not; what an older file lacks is made from its architecture.
        Directory.Delete(Path.Combine(folder, "tiny"), recursive: true);
        (await Cli.Run(bench)).Succeeds();
        Assert.False(Directory.Exists(Path.Combine(folder, "tiny")));
        Assert.Equal(Texts(rows), Texts(Rows(folder)));
        DropLastRow(Path.Combine(folder, "networks", "tiny-darts-first-1.json"));
        (await Cli.Run(bench)).Succeeds();
        Assert.False(Directory.Exists(Path.Combine(folder, "tiny", "darts-first-1", "search")));
        Assert.Equal(Total(rows[1], "pgd", "correct"), Total(Rows(folder)[1], "pgd", "correct"));
        Assert.Equal(EvidenceCommands.SearchChannels, Rows(folder)[1].GetProperty("channels").GetInt32());
        var page = File.ReadAllText(Path.Combine(folder, "e2rnas.md"));
        Assert.Contains("./espalier search --data", page, StringComparison.Ordinal);
        Assert.StartsWith("<svg", File.ReadAllText(Path.Combine(folder, "e2rnas-tiny-standard-robust.svg")), StringComparison.Ordinal);

        (await Cli.Run(Bench(folder, "darts-first", "--seeds", "1", "--attack-images", "7"))).IsRefused("tiny-darts-first-1.json", "other settings");
    }

    [Fact]
    public async Task Side_by_side_they_come_to_the_same_in_the_same_order()
    {
        var folder = workspace.Path("together");
        var told = (await Cli.Run(Bench(folder, "hand-made", "--seeds", "1,2", "--attack-images", "4", "--jobs", "2"))).Succeeds();
        Assert.Contains("hand-made, tiny, seed 2: train: ", told.Error, StringComparison.Ordinal);
        var rows = Rows(folder);
        Assert.Equal([1, 1, 2, 2], rows.Select(row => row.GetProperty("seed").GetInt32()));

        File.Delete(Path.Combine(folder, "networks", "tiny-hand-made-2.json"));
        Directory.Delete(Path.Combine(folder, "tiny", "hand-made-2"), recursive: true);
        (await Cli.Run(Bench(folder, "hand-made", "--seeds", "1,2", "--attack-images", "4"))).Succeeds();
        Assert.Equal(rows.Select(Told), Rows(folder).Select(Told));

        static string Told(JsonElement row) =>
            $"{row.GetProperty("method")} {row.GetProperty("params")} {row.GetProperty("clean")} {row.GetProperty("pgd")}";
    }

    [Fact]
    public async Task What_one_of_them_fails_of_ends_the_others_and_is_told()
    {
        var bench = Bench(workspace.Path("fails"), "hand-made,e2rnas+lower=nonsense", "--seeds", "1", "--jobs", "2");
        var failed = await Cli.Run(bench);
        Assert.Equal(2, failed.Code);
        Assert.Contains("lower=nonsense", failed.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Contains("ended with 2", failed.ErrorLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Options_behind_a_method_replace_its_own()
    {
        var method = Assert.Single(EvidenceMethod.Parse("no-adversarial+lower=pgd-7+floor=0"));

        Assert.Equal("no-adversarial-lower-pgd-7-floor-0", method.Slug);
        Assert.Equal(["lower=pgd-7"], method.Search.Where(word => word.StartsWith("lower=", StringComparison.Ordinal)));
        Assert.Contains("architecture-rate=0.01", method.Search);
    }

    [Fact]
    public void Every_method_is_something_that_search_takes_or_an_architecture()
    {
        Assert.All(EvidenceMethod.All, method =>
        {
            if (method.Genotype is { } genotype)
            {
                Assert.Equal(4, ((DartsGenotype)new DartsSpace().Parse(genotype, method.Name)).NormalConcat.Count);
            }
            else
            {
                Assert.Equal(method.Search[1], SearchCommand.Parse(["--data", Data, "--batch", "16", .. method.Search]).Method);
            }
        });
        Assert.Equal(EvidenceMethod.All.Count, EvidenceMethod.All.Select(method => string.Join(' ', method.Search)).Distinct().Count());
    }

    [Fact]
    public async Task What_it_does_not_know_is_refused_before_anything_is_done()
    {
        var folder = workspace.Path("refused");
        (await Cli.Run(Bench(folder, "darts-third"))).IsRefused("--methods", "there is no 'darts-third'", "darts-second");
        (await Cli.Run(Bench(folder, "hand-made,hand-made"))).IsRefused("--methods", "twice");
        (await Cli.Run(Bench(folder, "hand-made", "--epsilon", "2"))).IsRefused("--epsilon");
        (await Cli.Run(Bench(folder, "hand-made", "--search-epsilon", "2"))).IsRefused("--search-epsilon");
        (await Cli.Run(Bench(folder, "hand-made+order=first"))).IsRefused("--methods", "no option of a search");
        (await Cli.Run(Bench(folder, "e2rnas+lower"))).IsRefused("--methods", "no option of a search");
        Assert.False(Directory.Exists(folder));
    }

    private string[] Bench(string folder, string methods, params string[] more) =>
    [
        "bench", "e2rnas", "--data", Data, "--methods", methods, "--recipes", "standard", "--batch", "16", "--search-epochs", "1", "--search-images", "48",
        "--train-epochs", "1", "--train-images", "0", "--params", "3000", "--out", folder, "--threads", "1", .. more,
    ];

    private static JsonElement[] Rows(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "e2rnas.json")));
        return [.. document.RootElement.GetProperty("rows").EnumerateArray().Select(row => row.Clone())];
    }

    private static int Total(JsonElement row, string name, string what = "total") => row.GetProperty(name).GetProperty(what).GetInt32();

    private static IEnumerable<string> Texts(JsonElement[] rows) => rows.Select(row => row.GetRawText());

    private static void DropLastRow(string path)
    {
        var kept = JsonNode.Parse(File.ReadAllText(path))!;
        var rows = kept["found"]!["rows"]!.AsArray();
        rows.RemoveAt(rows.Count - 1);
        File.WriteAllText(path, kept.ToJsonString());
    }
}
