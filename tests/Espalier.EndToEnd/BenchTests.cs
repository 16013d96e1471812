using System.Text.Json;
using Espalier.Cli.Benches;
using Espalier.Spaces.NasBench201;
using Espalier.Studies;
using Espalier.Tests.Data;
using Espalier.Tests.Estimators.Tables;

namespace Espalier.EndToEnd;

public sealed class BenchTests : IClassFixture<Workspace>
{
    private static readonly NasBench201Genotype[] Cells = [.. new NasBench201Space().All()];
    private readonly Workspace workspace;

    public BenchTests(Workspace workspace)
    {
        this.workspace = workspace;
        if (!Directory.Exists(Tables))
        {
            new MadeUpTable().Save(Tables);
        }
    }

    private string Tables => workspace.Path("tables");

    [Fact]
    public async Task An_interrupted_bench_goes_on_and_tells_what_the_table_says()
    {
        var folder = workspace.Path("bench");
        const string Methods = "darts+order=first,gdas+selection=perturbation";
        string[] bench = Bench(folder, Methods, "--set", "darts.architecture-rate=0.5", "--set", "selection-every=1");
        var first = Path.Combine(folder, "darts-order-first-1", "result.json");
        using (var cli = Cli.Start(bench))
        {
            await cli.Until(() => File.Exists(first) && File.Exists(Path.Combine(folder, "darts-order-first-2", "run.json")));
            cli.PressCtrlC();
            var interrupted = await cli.End();
            Assert.Equal(130, interrupted.Code);
            Assert.Contains("go on with: ./espalier bench differentiable ", interrupted.ErrorLines[^1], StringComparison.Ordinal);
        }

        Assert.False(File.Exists(Path.Combine(folder, "differentiable.json")));
        var before = File.ReadAllBytes(first);
        var finished = Directory.GetFiles(folder, "result.json", SearchOption.AllDirectories).Length;
        var begun = Directory.GetFiles(folder, "run.json", SearchOption.AllDirectories).Length - finished;
        var told = (await Cli.Run(bench)).Succeeds();
        Assert.Equal(before, File.ReadAllBytes(first));
        Assert.Contains($"{finished} of 4 runs are finished already", told.Error, StringComparison.Ordinal);
        Assert.Equal(begun, told.Error.Split("gone on with").Length - 1);
        Assert.Contains("run 4 of 4: gdas (perturbation selection), seed 2", told.Error, StringComparison.Ordinal);
        Assert.Contains("darts (first order)", told.Out, StringComparison.Ordinal);

        var again = await Cli.Run([.. bench, "--json"]);
        Assert.Single(again.ErrorLines);
        var document = again.Json();
        Holds(folder, document);
        Shows(folder, string.Join(' ', bench));
    }

    [Fact]
    public async Task What_cannot_be_done_is_told_before_anything_is()
    {
        var folder = workspace.Path("refused");
        (await Cli.RunWith("ESPALIER_TABLES", string.Empty, Bench(folder, "darts", "--tables", ""))).IsRefused("--tables", "ESPALIER_TABLES");
        (await Cli.Run(Bench(folder, "darts", "--tables", workspace.Idx))).IsRefused(Path.Combine(workspace.Idx, "nasbench201"), "--tables");
        (await Cli.Run(Bench(folder, "darts,random-search"))).IsRefused("--methods", "random-search", "gdas");
        (await Cli.Run(Bench(folder, "darts,darts"))).IsRefused("--methods", "twice");
        (await Cli.Run(Bench(folder, "darts+order=third"))).IsRefused("order", "third", "first");
        (await Cli.Run(Bench(folder, "darts", "--set", "gdas.order=first"))).IsRefused("--set", "'gdas'");
        (await Cli.Run(Bench(folder, "darts", "--set", "colour=blue"))).IsRefused("--set", "colour");
        (await Cli.Run(Bench(folder, "darts", "--seeds", "1,0"))).IsRefused("--seeds", "'0'");
        (await Cli.Run(Bench(folder, "darts", "--draws", "15626"))).IsRefused("--draws", "15625");
        (await Cli.Run(Bench(folder, "darts", "--batch", "64"))).IsRefused("--batch 64", "24 images");
        (await Cli.Run("bench")).IsRefused("./espalier bench --help");
        (await Cli.Run("bench", "differentiable", "--colour")).IsRefused("./espalier bench differentiable --help");
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task A_run_with_other_settings_is_not_taken_for_one_of_these()
    {
        var folder = workspace.Path("others");
        (await Cli.Run(Bench(folder, "gdas", "--seeds", "1"))).Succeeds();

        (await Cli.Run(Bench(folder, "gdas", "--seeds", "1", "--epochs", "2"))).IsRefused(Path.Combine(folder, "gdas-1"), "searchEpochs 1, not 2");
    }

    [Fact]
    public async Task Searches_by_samples_are_compared_on_the_table()
    {
        var folder = workspace.Path("sampled");
        string[] bench =
        [
            "bench", "nb201", "--tables", Tables, "--runs", "4", "--budget", "400", "--methods", "random-search,regularized-evolution,tpe+starts=5",
            "--out", folder, "--json",
        ];

        var first = await Cli.Run([.. bench, "--threads", "1"]);
        var second = (await Cli.Run([.. bench, "--threads", "2"])).Json();

        Assert.Equal(Numbers(first.Json()), Numbers(second));
        var methods = second.GetProperty("methods").EnumerateArray().ToArray();
        Assert.Equal(["random-search", "regularized-evolution", "tpe (5 starts)"], methods.Select(method => method.GetProperty("name").GetString()));
        Assert.All(methods, method => Assert.InRange(method.GetProperty("candidates").GetProperty("mean").GetDouble(), 400 / 16.0 - 1, 40));
        Assert.Contains("| regularized-evolution |", File.ReadAllText(Path.Combine(folder, "nb201.md")), StringComparison.Ordinal);
        (await Cli.Run([.. bench, "--budget", "1"])).IsRefused("--budget");

        static IEnumerable<string> Numbers(JsonElement document) =>
            document.GetProperty("methods").EnumerateArray().Select(method => method.GetProperty("accuracy").GetRawText());
    }

    [Fact]
    public async Task Runs_on_a_table_are_recorded_once_and_not_run_again()
    {
        var folder = workspace.Path("recorded");
        string[] bench =
        [
            "bench", "nb201", "--tables", Tables, "--budget", "1000", "--epochs", "12,200", "--methods", "random-search,bohb+eta=16", "--threads", "1",
            "--out", folder, "--json",
        ];

        (await Cli.Run([.. bench, "--runs", "3"])).Succeeds();
        var more = (await Cli.Run([.. bench, "--runs", "5"])).Json();
        var again = (await Cli.Run([.. bench, "--runs", "5"])).Json();

        // What five runs took is what is recorded, so that not one of them was run anew.
        Assert.Equal(Seconds(more), Seconds(again));
        var listed = (await Cli.Run("runs", folder, "--json")).Json().EnumerateArray().ToArray();
        Assert.Equal(10, listed.Length);
        Assert.All(listed, study => Assert.Equal(
            ("finished", "nas-bench-201", 1),
            (study.GetProperty("state").GetString(), study.GetProperty("data").GetString(), study.GetProperty("trials").GetInt32())));
        Assert.Equal(
            more.GetProperty("methods")[1].GetProperty("accuracy").GetProperty("cifar10.test.200").GetProperty("mean").GetDouble(),
            listed.Where(study => study.GetProperty("method").GetString() == "bohb")
                .Average(study => study.GetProperty("accuracy").GetProperty("clean").GetDouble()),
            1e-12);
        (await Cli.Run("show", listed[0].GetProperty("id").GetString()!, "--store", $"sqlite:{Path.Combine(folder, "study.db")}")).Succeeds();
        Assert.Contains(">random-search</text>", File.ReadAllText(Path.Combine(folder, "nb201.svg")), StringComparison.Ordinal);
        (await Cli.Run([.. bench, "--epochs", "90"])).IsRefused("--epochs");

        static IEnumerable<double> Seconds(JsonElement document) =>
            document.GetProperty("methods").EnumerateArray().Select(method => method.GetProperty("seconds").GetDouble());
    }

    [Fact]
    public async Task Searches_are_compared_on_the_table_of_another_space()
    {
        MadeUpMacroTable.Save(Tables, MadeUpMacroTable.Lines());

        var told = (await Cli.Run(
            "bench", "macro", "--tables", Tables, "--runs", "3", "--budget", "30", "--methods", "random-search,bohb,hyperband", "--threads", "1", "--json")).Json();

        Assert.All(told.GetProperty("methods").EnumerateArray(), method =>
        {
            Assert.Equal(30, method.GetProperty("candidates").GetProperty("mean").GetDouble());
            Assert.InRange(method.GetProperty("accuracy").GetProperty("cifar10.test.50").GetProperty("mean").GetDouble(), 0.5, 0.5656);
        });
        (await Cli.Run("bench", "macro", "--tables", Tables, "--budget", "0.5")).IsRefused("--budget", "not enough");
        (await Cli.Run("bench", "macro", "--tables", workspace.Idx)).IsRefused(Path.Combine(workspace.Idx, "nas_bench_macro"), "--tables");
    }

    [SuiteZeroFact]
    public async Task Robot_is_told_beside_random_search_and_each_metric()
    {
        var folder = workspace.Path("robot");

        var told = (await Cli.Run("bench", "robot", "--tables", PublishedTables.Root, "--data", "cifar10", "--trials", "6", "--runs", "1", "--out", folder, "--json")).Json();

        var data = told.GetProperty("data").EnumerateArray().ToArray();
        Assert.Equal([725, 15625], data.Select(one => one.GetProperty("networks").GetInt32()));
        Assert.All(data, one => Assert.Contains(one.GetProperty("searches").EnumerateArray(), search => search.GetProperty("name").GetString() == "RoBoT, min-max"));
        Assert.All(data, one => Assert.All(one.GetProperty("searches").EnumerateArray(), search =>
            Assert.InRange(search.GetProperty("accuracy").GetProperty("mean").GetDouble(), 0.1, one.GetProperty("optimum").GetDouble())));
        Assert.Contains("| metric alone |", File.ReadAllText(Path.Combine(folder, "robot.md")), StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(folder, "*.svg").Length);
        (await Cli.Run("bench", "robot", "--tables", folder)).IsRefused("nasbench201");
        (await Cli.Run("bench", "robot", "--tables", PublishedTables.Root, "--data", "cifar")).IsRefused(
            "--data 'cifar'");
    }

    [Theory]
    [InlineData("darts", "darts", "darts")]
    [InlineData("darts+order=second", "darts (second order)", "darts-order-second")]
    [InlineData("gdas+selection=perturbation+warm-up=1", "gdas (perturbation selection, 1 warm-up)", "gdas-selection-perturbation-warm-up-1")]
    public void A_variant_is_read_and_named(string text, string label, string slug)
    {
        var variant = BenchVariant.Parse(text, DifferentiableBench.Methods, "--methods");

        Assert.Equal((text, label, slug), (variant.ToString(), variant.Label, variant.Slug));
    }

    [Theory]
    [InlineData("", "no such method ''")]
    [InlineData("dart", "no such method 'dart'")]
    [InlineData("darts+order", "'order' is not of the form name=value")]
    [InlineData("darts+=first", "not of the form")]
    [InlineData("darts+order=", "not of the form")]
    public void What_is_no_variant_is_told(string text, string fault) => Assert.Contains(
        fault,
        Assert.Throws<InvalidInputException>(() => BenchVariant.Parse(text, DifferentiableBench.Methods, "--methods")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Every_gradient_method_is_there_once_and_darts_in_both_orders()
    {
        var all = DifferentiableBench.All;

        Assert.Equal(
            ["darts (first order)", "darts (second order)"],
            all.Where(variant => variant.Entry.Card.Name == "darts").Select(variant => variant.Label));
        Assert.Equal(
            DifferentiableBench.Methods.Select(method => method.Card.Name), all.Select(variant => variant.Entry.Card.Name).Distinct());
        Assert.Equal(DifferentiableBench.Methods.Count + 1, all.Count);
    }

    [Fact]
    public void What_is_nearer_to_a_row_goes_before_what_is_for_all()
    {
        var methods = DifferentiableBench.Methods.Where(method => method.Card.Name is "darts" or "mdenas").ToArray();
        var shared = new BenchOptions(["order=first", "architecture-rate=0.1", "darts.architecture-rate=0.2"], methods);

        Assert.Equal(
            ["architecture-rate=0.2", "order=second"], BenchVariant.Parse("darts+order=second", methods, "--methods").Options(shared));
        Assert.Equal(
            ["architecture-rate=0.2", "order=first"], BenchVariant.Parse("darts", methods, "--methods").Options(shared));
        Assert.DoesNotContain("order=first", BenchVariant.Parse("mdenas", methods, "--methods").Options(shared));
        Assert.Throws<InvalidInputException>(() => new BenchOptions(["order=first", "order=second"], methods));
        Assert.Throws<InvalidInputException>(() => new BenchOptions(["order"], methods));
    }

    private string[] Bench(string folder, string methods, params string[] more)
    {
        (string Name, string Value)[] defaults =
        [
            ("--seeds", "1,2"), ("--data", workspace.Idx), ("--tables", Tables), ("--epochs", "1"), ("--channels", "2"), ("--cells", "3"),
            ("--batch", "8"), ("--train-images", "48"), ("--stem-stride", "2"), ("--threads", "1"), ("--draws", "5"),
        ];
        var kept = defaults.Where(option => !more.Contains(option.Name)).SelectMany(option => new[] { option.Name, option.Value });
        return ["bench", "differentiable", "--out", folder, "--methods", methods, .. kept, .. more];
    }

    /// <summary>Every number of the document is that of the made-up table, whose rows are in the order of the space.</summary>
    private static void Holds(string folder, JsonElement document)
    {
        var saved = File.ReadAllText(Path.Combine(folder, "differentiable.json"));
        Assert.Equal(saved.TrimEnd(), JsonSerializer.Serialize(document, StudyJson.Document));
        var methods = document.GetProperty("methods").EnumerateArray().ToArray();
        Assert.Equal(["darts (first order)", "gdas (perturbation selection)"], methods.Select(method => method.GetProperty("name").GetString()));
        Assert.Equal("0.5", methods[0].GetProperty("options").GetProperty("architecture-rate").GetString());
        foreach (var method in methods)
        {
            var runs = method.GetProperty("runs").EnumerateArray().ToArray();
            Assert.Equal([1, 2], runs.Select(run => run.GetProperty("seed").GetInt32()));
            foreach (var run in runs)
            {
                var row = run.GetProperty("index").GetInt32();
                var cell = Cells[row];
                Assert.Equal(cell.Arch, run.GetProperty("cell").GetString());
                Assert.Equal(MadeUpTable.Fraction(row), run.GetProperty("accuracy").GetProperty("cifar10").GetDouble(), 1e-9);

                // Ten rows each share a place, the last five have theirs to themselves.
                var group = row / 10 * 10;
                var equal = Math.Min(10, Cells.Length - group);
                Assert.Equal(Cells.Length - group - equal + 1, run.GetProperty("rankFirst").GetInt32());
                Assert.Equal(Cells.Length - group, run.GetProperty("rankLast").GetInt32());
                Assert.Equal(cell.Operations.Count(name => name == "skip_connect"), run.GetProperty("skipConnects").GetInt32());
                Assert.Equal(cell.Operations.Count(name => name == "none"), run.GetProperty("nones").GetInt32());
                Assert.InRange(run.GetProperty("peakRssMiB").GetDouble(), 30, 4000);
                Assert.InRange(run.GetProperty("searchSeconds").GetDouble(), 0.001, 300);
            }

            var mean = runs.Average(run => run.GetProperty("accuracy").GetProperty("cifar10").GetDouble());
            Assert.Equal(mean, method.GetProperty("means").GetProperty("cifar10").GetProperty("mean").GetDouble(), 1e-12);
        }

        var references = document.GetProperty("references").EnumerateArray().ToDictionary(told => told.GetProperty("name").GetString()!);
        Assert.Equal(
            ["optimum of each column", "best of 5 random cells", "one random cell", "median of each column", "skip_connect on every edge"],
            references.Keys);
        Assert.Equal(MadeUpTable.Fraction(15_624), Cifar10(references["optimum of each column"]), 1e-9);
        Assert.Equal(Enumerable.Range(0, Cells.Length).Average(MadeUpTable.Fraction), Cifar10(references["one random cell"]), 1e-9);
        Assert.InRange(
            Cifar10(references["best of 5 random cells"]),
            Cifar10(references["one random cell"]) + 0.2,
            Cifar10(references["optimum of each column"]));

        static double Cifar10(JsonElement told) => told.GetProperty("accuracy").GetProperty("cifar10").GetDouble();
    }

    private static void Shows(string folder, string command)
    {
        var page = File.ReadAllText(Path.Combine(folder, "differentiable.md"));
        var svg = File.ReadAllText(Path.Combine(folder, "differentiable.svg"));

        Assert.StartsWith("Made by\n\n    ./espalier " + command, page, StringComparison.Ordinal);
        Assert.Contains("\n| darts (first order) | ", page, StringComparison.Ordinal);
        Assert.Contains("\n| *skip_connect on every edge* | ", page, StringComparison.Ordinal);
        Assert.Contains("`order=first`", page, StringComparison.Ordinal);
        Assert.All(["darts (first order)", "best of 5 random cells"], name => Assert.Contains($">{name}</text>", svg, StringComparison.Ordinal));

        // A table's rows all have as many cells as their head.
        foreach (var table in page.Split("\n\n").Where(part => part.StartsWith("| ", StringComparison.Ordinal)))
        {
            var bars = table.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Replace("\\|", string.Empty, StringComparison.Ordinal).Count(sign => sign == '|'));
            Assert.Single(bars.Distinct());
        }
    }
}
