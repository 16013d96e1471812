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
                "accuracy", "attack", "front", "search", "train", "environment", "command",
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
        Environment = RunEnvironment.Capture(2),
        Command = "espalier search --data fashion-mnist",
    };
}
