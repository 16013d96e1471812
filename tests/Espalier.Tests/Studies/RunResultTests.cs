using System.Text.Json;
using Espalier.Studies;
using Espalier.Tests.Data;

namespace Espalier.Tests.Studies;

public sealed class RunResultTests
{
    [Fact]
    public void The_document_has_the_keys_of_schema_1()
    {
        using var document = JsonDocument.Parse(Sample().ToJson());
        var root = document.RootElement;

        Assert.Equal(
            [
                "schema", "method", "space", "data", "seed", "genotype", "params", "macs", "latencyMilliseconds",
                "accuracy", "attack", "front", "search", "train", "dataChecksum", "hash", "environment", "command",
            ],
            Keys(root));
        Assert.Equal(["clean", "fgsm", "pgd"], Keys(root.GetProperty("accuracy")));
        Assert.Equal(["norm", "epsilon", "steps", "stepSize"], Keys(root.GetProperty("attack")));
        Assert.Equal(["genotype", "params", "macs", "accuracy"], Keys(root.GetProperty("front")[0]));
        Assert.Equal(["seconds", "steps", "stepMilliseconds", "peakRssMiB", "objectives", "gamma"], Keys(root.GetProperty("search")));
        Assert.Equal(["median"], Keys(root.GetProperty("search").GetProperty("stepMilliseconds")));
        Assert.Equal(["seconds", "epochs"], Keys(root.GetProperty("train")));
        Assert.Equal(["version", "dotnet", "libtorch", "cpu", "threads", "vectorBits"], Keys(root.GetProperty("environment")));
        Assert.Equal(18446744073709551615, root.GetProperty("seed").GetUInt64());
        Assert.Equal(1.25, root.GetProperty("search").GetProperty("objectives")[0].GetProperty("validationLoss").GetDouble());
    }

    [Fact]
    public void What_is_saved_is_loaded()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "result.json");

        Sample().Save(path);

        Assert.Equal(Sample().ToJson(), RunResult.Load(path).ToJson());
    }

    [Fact]
    public void A_front_with_finalists_is_saved_and_loaded()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "result.json");
        var means = new ResultMeans(new(0.9, 0.01, 2), new(0.5, 0.02, 2), new(0.25, null, 1));
        var replicates = new[] { new ResultReplicate(7, "model.safetensors", 1.5, 3, new(0.9, 0.5, 0.25)), new(8, "m", 1, 1, null, "diverged") };
        var result = Sample() with
        {
            Front = [new("g", 1, 2, new(0.9, null, 0.5), 1.5, ResultJudge.InheritedWeights, 1, means)],
            Finalists = [new(1, "g", 1, 2, means, replicates)],
        };

        result.Save(path);

        Assert.Equal(result.ToJson(), RunResult.Load(path).ToJson());
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var member = document.RootElement.GetProperty("front")[0];
        Assert.Equal(
            ["genotype", "params", "macs", "accuracy", "latencyMilliseconds", "judgedBy", "finalist", "trained"], Keys(member));
        Assert.Equal("inheritedWeights", member.GetProperty("judgedBy").GetString());
        Assert.Equal(["mean", "deviation", "count", "interval"], Keys(member.GetProperty("trained").GetProperty("clean")));
        var finalist = document.RootElement.GetProperty("finalists")[0];
        Assert.Equal(["number", "genotype", "params", "macs", "trained", "replicates"], Keys(finalist));
        Assert.Equal(["seed", "model", "seconds", "epochs", "failure"], Keys(finalist.GetProperty("replicates")[1]));
    }

    [Fact]
    public void A_result_of_a_version_that_knew_one_network_is_loaded()
    {
        using var folder = new TempFolder();
        var path = folder.Write("result.json", """
            {"schema":1,"method":"darts","space":"darts","data":"d","seed":1,"genotype":"g","params":5,"macs":6,
             "accuracy":{"clean":0.5,"fgsm":0.25,"pgd":0.125},
             "front":[{"genotype":"g","params":5,"macs":6,"accuracy":{"clean":0.5,"fgsm":0.25,"pgd":0.125}}],
             "environment":{"version":"0.1.0","dotnet":"10","libtorch":"1.13","cpu":"x","threads":1,"vectorBits":512},"command":"c"}
            """u8.ToArray());

        var only = Assert.Single(RunResult.Load(path).Front);

        Assert.Equal((0.5, null, null), (only.Accuracy!.Clean, only.JudgedBy, only.Trained));
    }

    [Fact]
    public void What_was_not_measured_is_left_out()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "result.json");
        (Sample() with { Accuracy = new(0.9, null, null), Attack = null, Train = null, LatencyMilliseconds = null }).Save(path);

        using var document = JsonDocument.Parse(File.ReadAllText(path));
        Assert.Equal(["clean"], Keys(document.RootElement.GetProperty("accuracy")));
        Assert.False(document.RootElement.TryGetProperty("latencyMilliseconds", out _));
        Assert.Null(RunResult.Load(path).Accuracy!.Pgd);
        Assert.Null(RunResult.Load(path).LatencyMilliseconds);
    }

    [Fact]
    public void A_file_that_is_no_result_is_the_callers_fault()
    {
        using var folder = new TempFolder();
        foreach (var text in new[] { "", "null", "{}", "[1]", """{"schema":1,"oops":2}""" })
        {
            var path = folder.Write("result.json", System.Text.Encoding.UTF8.GetBytes(text));
            Assert.StartsWith(path, Assert.Throws<InvalidInputException>(() => RunResult.Load(path)).Message, StringComparison.Ordinal);
        }

        Assert.Throws<InvalidInputException>(() => RunResult.Load("/nowhere/result.json"));
    }

    [Fact]
    public void The_environment_names_what_is_there()
    {
        var environment = RunEnvironment.Capture(2);

        Assert.Equal(torch.__version__, environment.Libtorch);
        Assert.Contains(environment.VectorBits, new[] { 0, 128, 256, 512 });
        Assert.All([environment.Version, environment.Dotnet, environment.Cpu], text => Assert.False(string.IsNullOrWhiteSpace(text)));
        Assert.InRange(PeakMemory.MiB(), 10, 1e6);
        Assert.Equal(1.5, PeakMemory.Parse("VmHWM:\t    1536 kB"));
    }

    private static IEnumerable<string> Keys(JsonElement element) => element.EnumerateObject().Select(property => property.Name);

    private static RunResult Sample() => new()
    {
        Method = "e2rnas",
        Space = "darts",
        Data = "fashion-mnist",
        Seed = ulong.MaxValue,
        Genotype = """{"space":"darts"}""",
        Params = 3_349_342,
        Macs = 528_359_040,
        LatencyMilliseconds = 41.5,
        Accuracy = new(0.9, 0.5, 0.25),
        Attack = new("linf", 2.0 / 255, 10, 0.5 / 255),
        Front = [new("""{"space":"darts"}""", 1, 2, new(0.9, null, null))],
        Search = new()
        {
            Seconds = 60,
            Steps = 100,
            StepMilliseconds = new(600),
            PeakRssMiB = 512,
            Objectives = [new Dictionary<string, double> { ["validationLoss"] = 1.25, ["params"] = double.NaN }],
            Gamma = [[0.5, 0.5]],
        },
        Train = new(30, 5),
        DataChecksum = "00ff",
        Hash = "0f0f",
        Environment = RunEnvironment.Capture(2),
        Command = "espalier search --data fashion-mnist",
    };
}
