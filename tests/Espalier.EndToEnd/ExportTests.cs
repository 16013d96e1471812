using System.CommandLine;
using System.Runtime.InteropServices;
using Espalier.Cli.Commands;
using Espalier.Onnx.Schema;
using Google.Protobuf;

namespace Espalier.EndToEnd;

public sealed class ExportTests(TrainedRun run) : IClassFixture<TrainedRun>
{
    [Fact]
    public async Task A_trained_network_becomes_a_file_that_computes_the_same_and_its_numbers_are_told()
    {
        var file = run.Workspace.Path("net.onnx");

        var report = (await Cli.Run("export", "--model", run.Folder, "--out", file, "--json", "--threads", "1", "--latency-batch", "4")).Json();

        Assert.Equal(file, report.GetProperty("file").GetString());
        Assert.True(File.Exists(Path.ChangeExtension(file, ".md")));
        Assert.Equal((17, "dynamic"), (report.GetProperty("opset").GetInt32(), report.GetProperty("batch").GetString()));
        var gate = report.GetProperty("gate");
        Assert.True(gate.GetProperty("passed").GetBoolean());
        Assert.Equal(24, gate.GetProperty("images").GetInt32());
        Assert.InRange(gate.GetProperty("clean").GetProperty("relativeDifference").GetDouble(), 0, 1e-4);
        Assert.Equal([1, 4], report.GetProperty("latency").EnumerateArray().Select(time => time.GetProperty("batch").GetInt32()));

        var evaluated = (await Cli.Run(
            "evaluate", "--model", run.Folder, "--attack", "pgd-10", "--threads", "1", "--json")).Json().GetProperty("accuracy");
        Assert.Equal(evaluated.GetProperty("clean").GetDouble(), Accuracy(gate, "clean"));
        Assert.Equal(evaluated.GetProperty("pgd").GetDouble(), Accuracy(gate, "attacked"));
    }

    [Fact]
    public async Task The_profile_of_ML_NET_is_one_option()
    {
        var file = run.Workspace.Path("mlnet.onnx");

        var told = (await Cli.Run("export", "--model", run.Folder, "--out", file, "--opset", "11", "--fold", "--threads", "1")).Succeeds();

        Assert.Contains("gate     passed", told.Out, StringComparison.Ordinal);
        Assert.Contains("batch 1:", told.Out, StringComparison.Ordinal);
        var model = ModelProto.Parser.ParseFrom(await File.ReadAllBytesAsync(file));
        Assert.Equal(11, model.OpsetImport[0].Version);
        Assert.Equal(("input", "output"), (model.Graph.Input[0].Name, model.Graph.Output[0].Name));
        Assert.Equal([1, 1, 12, 12], model.Graph.Input[0].Type.TensorType.Shape.Dim.Select(size => size.DimValue));
        Assert.Equal([1, 3], model.Graph.Output[0].Type.TensorType.Shape.Dim.Select(size => size.DimValue));
    }

    [Fact]
    public async Task Without_a_name_the_file_goes_beside_its_model()
    {
        (await Cli.Run("export", "--model", run.Folder, "--gate-images", "8", "--batch", "4", "--threads", "1")).Succeeds();

        Assert.True(File.Exists(Path.Combine(run.Folder, "model.onnx")));
        Assert.True(File.Exists(Path.Combine(run.Folder, "model.md")));
    }

    [Fact]
    public void A_flipped_weight_ends_with_1_and_no_file()
    {
        var file = run.Workspace.Path("flipped.onnx");
        var command = ExportCommand.Create(FlipWeight);

        var code = command.Parse(["--model", run.Folder, "--out", file, "--threads", "1"]).Invoke();

        Assert.Equal(1, code);
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(file)!, "flipped*"));
    }

    [Fact]
    public async Task What_is_beyond_the_tolerance_ends_with_1_and_no_file_and_its_numbers_are_told()
    {
        var file = run.Workspace.Path("strict.onnx");

        // No two ways of computing agree as closely as that.
        var told = await Cli.Run("export", "--model", run.Folder, "--out", file, "--tolerance", "1e-15", "--json", "--threads", "1");

        Assert.Equal(1, told.Code);
        Assert.Contains("was not written", told.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Contains("\"passed\": false", told.Out, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(file)!, "strict*"));
    }

    [Theory]
    [InlineData("--batch 0", "--batch '0'")]
    [InlineData("--batch some", "--batch 'some'")]
    [InlineData("--opset 18", "--opset '18'")]
    [InlineData("--gate-images 25", "has 24 images")]
    [InlineData("--attack none", "needs an attack")]
    [InlineData("--attack magic", "magic")]
    [InlineData("--tolerance 0", "--tolerance '0'")]
    public async Task What_cannot_be_is_refused(string options, string words) =>
        (await Cli.Run(["export", "--model", run.Folder, "--out", run.Workspace.Path("refused.onnx"), .. options.Split(' ')])).IsRefused(words);

    [Fact]
    public async Task A_missing_model_is_the_callers_fault() =>
        (await Cli.Run("export", "--model", run.Workspace.Path("nowhere"))).IsRefused("nowhere", "there is no such file");

    [Fact]
    public async Task A_missing_runtime_is_told_with_what_mends_it()
    {
        string[] command = ["export", "--model", run.Folder, "--out", run.Workspace.Path("none.onnx")];

        (await Cli.RunWith("ONNXRUNTIME", "/nowhere/at/all.so", command)).IsRefused("/nowhere/at/all.so", "eng/install.sh onnxruntime");
        var doctor = (await Cli.RunWith("ONNXRUNTIME", "/nowhere", "doctor")).Succeeds();
        Assert.Contains("eng/install.sh onnxruntime", doctor.Out, StringComparison.Ordinal);
    }

    private static double Accuracy(System.Text.Json.JsonElement gate, string images) =>
        gate.GetProperty(images).GetProperty("exported").GetProperty("accuracy").GetDouble();

    private static void FlipWeight(string path)
    {
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        var classifier = model.Graph.Initializer.Single(constant => constant.Name == "classifier.weight");
        var weights = MemoryMarshal.Cast<byte, float>(classifier.RawData.Span).ToArray();
        weights[0] = -weights[0];
        classifier.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(weights));
        File.WriteAllBytes(path, model.ToByteArray());
    }
}
