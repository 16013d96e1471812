using System.Text;
using System.Text.Json;
using Espalier.Attacks;
using Espalier.Catalog;
using Espalier.Data;
using Espalier.Data.Images;
using Espalier.Data.Sources;
using Espalier.Data.Sources.Known;
using Espalier.Data.Sources.Matlab;
using Espalier.Estimators.ZeroCost;
using Espalier.Evaluation;
using Espalier.Reports;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Spaces.HyperCuboid;
using Espalier.Spaces.NasBench201;
using Espalier.Spaces.Sharp;
using Espalier.Strategies.Gradient;
using Espalier.Studies;
using Espalier.Studies.Store;
using Espalier.Tests.Data.Images;
using Espalier.Tests.Data.Sources;
using Espalier.Tests.Data.Sources.Known;
using Espalier.Tests.Data.Sources.Matlab;
using Espalier.Tests.Spaces.Darts;
using Espalier.Tests.Training;
using Espalier.Torch.Serialization;
using Espalier.Training;

namespace Espalier.Tests.Fuzzing;

/// <summary>Every parser of the toolkit, a line each.</summary>
internal static class Parsers
{
    private static readonly ImageShape Small = new(3, 6, 7);
    private static readonly HyperCuboidSpace Cuboid = new();
    private static readonly Genotype Sharp = new SharpDartsSpace().Largest;

    public static IReadOnlyList<Parser> All { get; } =
    [
        Parser.OfText("genotype-json", Genotype().Text, text => DartsGenotypeText.Parse(text, "genotype")),
        Parser.OfText("nas-bench-201", Cell.Text, text => NasBench201GenotypeText.Parse(text, "genotype")),
        Parser.OfText("nas-bench-201-field", Cell.Arch, text => NasBench201GenotypeText.Parse(text, "genotype")),
        Parser.OfText("genotype-field", Genotype().FieldNotation, text => DartsGenotypeText.Parse(text, "genotype")),
        Parser.OfText("sharp-darts", Sharp.Text, text => DartsGenotypeText.Parse(text, "genotype", SharpDartsOperations.Choices)),
        Parser.OfText("hyper-cuboid", Cuboid.Largest.Text, text => Cuboid.Parse(text, "genotype")),
        Parser.OfText("image-shape", "3x32x32", text => ImageShape.Parse(text)),
        Parser.OfText("image-size", "28x36", text => ImageSize.Parse(text, "--image-size")),
        Parser.OfText("epsilon", "8/255", text => AttackSettings.ParseEpsilon(text)),
        Parser.OfText("options", "architecture-rate=0.01\norder=first\nbound=floor\nclip=5", BindOptions),
        new("options-file", "o.json", Encoding.UTF8.GetBytes(Options), path => OptionsFile.Read(typeof(E2rnasOptions), path)),
        new("settings", "run.json", Json(Settings()), path => Flow.SettingsOf(RunFolder.Open(Path.GetDirectoryName(path)!))),
        new("result", "result.json", Json(Result()), path => RunResult.Load(path)),
        new("robustness", "robustness.json", Json(Robustness()), path => RobustnessCurve.TryLoad(path)),
        new("outcomes", "outcomes.json", Json(Outcomes()), path => OutcomesFile.Load(path)),
        new("log", "log.jsonl", Encoding.UTF8.GetBytes(Log), path => ReportPage.Of(Reports.Runs.Unfinished with { Curves = RunCurves.Read(path) })),
        new("measurements", "m.jsonl", "{\"name\":\"a\",\"value\":1.5}\n{\"name\":\"b\",\"value\":2}\n"u8.ToArray(), path => Measurements.Open(path)),
        new("scores-of-another", "s.jsonl", Encoding.UTF8.GetBytes(Scores), path => ScoreFile.Load(path)),
        Parser.OfText("scored-size", "8 channels, 5 cells, stem stride 1, 3x32x32, 10 classes", text => (Terms with { Network = text }).Settings()),
        new("scores", "s.jsonl", Encoding.UTF8.GetBytes(Scores), path => ScoreFile.Read(path, Terms)),
        new("idx-images", "images", IdxBytes.Images(3, 4, 5, new byte[60]), path => IdxFile.ReadImages(path)),
        new("idx-images-packed", "images.gz", IdxBytes.Gzip(IdxBytes.Images(3, 4, 5, new byte[60])), path => IdxFile.ReadImages(path)),
        new("idx-labels", "labels", IdxBytes.Labels(4, 0, 1, 2, 3), path => IdxFile.ReadLabels(path, 4, 10)),
        new("cifar-10", "test.bin", [3, .. new byte[3072], 4, .. new byte[3072]], path => CifarFile.Read([path], 10)),
        new("cifar-100", "test.bin", [3, 90, .. new byte[3072], 4, 50, .. new byte[3072]], path => CifarFile.Read([path], 100, 2, 1)),
        new("class-names", "names.txt", "one\ntwo\nthree\n"u8.ToArray(), path => CifarFile.ClassNames(path, 3)),
        new("matlab", "a.mat", Matlab(matrix => matrix), path => Svhn.Read(path, "svhn/train")),
        new("matlab-packed", "a.mat", Matlab(MatBytes.Compressed), path => MatFile.Read(path, ["X", "y"])),
        new("archive", "a.tar.gz", ArchiveTests.Of(("a.bin", new byte[700]), ("b.bin", [1])), Unpack),
        .. Enum.GetValues<ImageFormat>().Select(format => new Parser($"image-{format}", "image", Picture(format), Decode)),
        new("image-palette", "image", Palette(), Decode),
        Parser.OfFolder("image-folder", "a/1.png", WriteImages, folder => DataCatalog.Load(folder)),
        new("csv", "t.csv", "a;b;label;\"c d\"\n1;2.5;x;3\n4;5;\"y \"\"z\"\"\";6\n7;8;x;9\n"u8.ToArray(), path => DataCatalog.Load(path, Table)),
        new("model", "m.safetensors", Model(card => card), path => ModelFile.Load(path, Flow.SpaceOf).Network.Dispose()),
        new("model-card", "card.json", Encoding.UTF8.GetBytes(Card()), path => LoadCard(File.ReadAllText(path))),
        new("checkpoint", "c.safetensors", Checkpoint(), path => CheckpointFile.TryLoad(path)?.Dispose()),
        new("training-state", "state.json", TrainingState(), path => Resume(File.ReadAllText(path))),
        new("training-tensors", "t.safetensors", Resumption.TrainingCheckpoint, Resumption.OfTrainingTensors),
        new("search-checkpoint", "s.safetensors", Resumption.SearchCheckpoint, Resumption.OfSearch),
        new("search-tensors", "s.safetensors", Resumption.SearchCheckpoint, Resumption.OfSearchTensors),
        new("search-state", "state.json", Resumption.SearchState, Resumption.OfSearchState),
        new("sampling-state", "state.json", Resumption.SampleState, Resumption.OfSampleState),
        Parser.OfFolder("study-reference", "study.json", WriteReference, ReadReference),
        new("study-store", "study.db", StoreFile.Sound(), StoreFile.Read),
        new("tensor-layout", "layout.json", "{\"a\":[0,2,1]}"u8.ToArray(), path => Layout(File.ReadAllText(path))),
    ];

    private static DataRequest Table => new() { Options = new DataOptions { Label = "label", Size = new ImageSize(1, 3) } };

    private static FlowSettings Settings()
    {
        using var runs = new FlowRuns();
        return runs.Settings("darts");
    }

    /// <summary>Takes out what is not in it: the test looks for files left behind.</summary>
    private static void Unpack(string path) => Archive.Unpack(path, ["c.bin"], Path.GetDirectoryName(path)!);

    private static NasBench201Genotype Cell =>
        new(["nor_conv_3x3", "none", "skip_connect", "avg_pool_3x3", "nor_conv_1x1", "skip_connect"]);

    private static DartsGenotype Genotype() => DartsGenotypeSamples.Next(new SeededRandom(5));

    private static byte[] Json<T>(T document) => JsonSerializer.SerializeToUtf8Bytes(document, StudyJson.Document);

    private static void BindOptions(string text)
    {
        var values = new Dictionary<string, string>();
        foreach (var pair in text.Split('\n').Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2))
        {
            values[pair[0]] = pair[1];
        }

        OptionsBinder.Bind(typeof(E2rnasOptions), values, "options");
    }

    private static RunResult Result() => new()
    {
        Method = "darts",
        Space = "darts",
        Data = "toy",
        Seed = 3,
        Genotype = Genotype().Text,
        Accuracy = new ResultAccuracy(0.5, null, 0.25),
        Search = new ResultSearch { Seconds = 2, Gamma = [[0.5, 0.5]], Objectives = [new Dictionary<string, double> { ["loss"] = 1 }] },
        Environment = RunEnvironment.Capture(1),
        Command = "./espalier search",
    };

    private static RobustnessCurve Robustness() => new()
    {
        Model = "0f",
        Data = "toy",
        Images = 20,
        Steps = 10,
        Seed = 1,
        Points = [new RobustnessPoint(0, 15), new RobustnessPoint(0.01, 7)],
    };

    private static ImageOutcomes Outcomes() => new()
    {
        Model = "0f",
        Data = "toy",
        Images = "ab",
        Outcomes = [new(null, "101"), new(new FacedThreat("fgsm", Norm.Linf, 0.01, [new("fgsm", 1, 0.01, false, 1)]), "001")],
    };

    private const string Options = """
        {
          "order": "first", "architecture-rate": 0.01, "objectives": "accuracy,p\u0061rams",
          "bound": "floor", "floor": 1e3, "warm-up": 2
        }

        """;

    private const string Log = """
        {"epoch":0,"step":0,"report":{"trainLoss":2.5,"objectives":{"accuracy":2.2,"params":0.9},"gamma":[0.25,0.75],"expectedParameters":143}}
        {"epoch":0,"step":1,"report":{"trainLoss":"NaN","objectives":{"accuracy":2.1,"params":0.8},"gamma":[0.5,0.5]}}
        {"summary":{"epoch":0,"trainLoss":2.4,"objectives":{"accuracy":2.1,"params":0.8},"gamma":[0.5,0.5],"entropy":[[1.9,1.8],[2,1.7]]}}
        {"genotype":"g","accuracy":0.5,"params":10,"macs":20}
        {"training":{"epoch":0,"loss":1.5,"accuracy":0.5,"learningRate":0.01}}

        """;

    private const string Scores = """
        {"space":"darts","proxies":["snip","synflow"],"data":"toy","network":"small","batch":4,"seed":3,"genotypes":"2 drawn"}
        {"number":1,"genotype":"g","scores":{"snip":1.5,"synflow":null},"milliseconds":{"snip":2,"synflow":3}}
        {"number":0,"genotype":"h","scores":{"snip":2.5,"synflow":4},"milliseconds":{"snip":2,"synflow":3}}

        """;

    private static ScoringTerms Terms => new()
    {
        Space = "darts",
        Proxies = ["snip", "synflow"],
        Data = "toy",
        Network = "small",
        Batch = 4,
        Seed = 3,
        Genotypes = "2 drawn",
    };

    private static byte[] Matlab(Func<byte[], byte[]> pack) => MatBytes.File(
        pack(MatBytes.Matrix("X", [2, 2, 3, 2], MatBytes.UInt8, new byte[24])), pack(MatBytes.Matrix("y", [2, 1], MatBytes.UInt8, [1, 10])));

    private static byte[] Picture(ImageFormat format)
    {
        var noise = new byte[Small.Length];
        new SeededRandom(2).NextBytes(noise);
        return Pictures.File(format, noise, Small);
    }

    private static byte[] Palette() => Pictures.Png(3, 8, 3, [[0, 1, 0], [1, 1, 0]], ("PLTE", [1, 2, 3, 4, 5, 6]), ("tRNS", [9]));

    private static void WriteImages(string folder)
    {
        foreach (var name in new[] { "a/1.png", "a/2.png", "b/1.png", "b/2.png" })
        {
            Directory.CreateDirectory(Path.Combine(folder, name[..1]));
            File.WriteAllBytes(Path.Combine(folder, name), Pictures.Plain(ImageFormat.Png, 4, 4, (byte)name[0], (byte)name[2], 7));
        }
    }

    /// <summary>An image is read, or there is one line that says why not.</summary>
    private static void Decode(string path)
    {
        using var image = ImageDecoder.Decode(File.ReadAllBytes(path), out var fault);
        if (image is null)
        {
            throw new InvalidInputException(path, fault!, "replace it");
        }

        image.Read(new byte[3 * image.Width * image.Height]);
    }

    private static NetworkSettings Tiny => new() { Channels = 2, Cells = 3, Classes = 3, Input = new ImageShape(1, 8, 8), StemStride = 2 };

    private static string Card() => JsonSerializer.Serialize(
        new ModelCard
        {
            Space = "darts",
            Genotype = Genotype().Text,
            Data = "toy",
            Channels = 2,
            Cells = 3,
            StemStride = 2,
            Input = [1, 8, 8],
            Classes = ["a", "b", "c"],
        },
        StudyJson.Line);

    private static byte[] Model(Func<string, string> card)
    {
        using var folder = new Tests.Data.TempFolder();
        var path = Path.Combine(folder.Path, "m.safetensors");
        using var network = new DartsSpace().Build(Genotype(), Tiny);
        Safetensors.Save(path, network.state_dict(), new Dictionary<string, string> { ["espalier"] = card(Card()) });
        return File.ReadAllBytes(path);
    }

    private static void LoadCard(string card)
    {
        using var folder = new Tests.Data.TempFolder();
        ModelFile.Load(folder.Write("m.safetensors", Model(_ => card)), Flow.SpaceOf).Network.Dispose();
    }

    private static byte[] Checkpoint()
    {
        using var folder = new Tests.Data.TempFolder();
        using var scope = NewDisposeScope();
        var path = Path.Combine(folder.Path, "c.safetensors");
        CheckpointFile.Save(path, new Dictionary<string, Tensor> { ["a"] = ones([2, 3]), ["b"] = ones([2, 3]).t() }, "{\"epoch\":1}");
        return File.ReadAllBytes(path);
    }

    private static byte[] TrainingState()
    {
        using var folder = new Tests.Data.TempFolder();
        var path = Path.Combine(folder.Path, "t.safetensors");
        using var network = new TinyNetwork(1);
        using var trainer = Trainer(network);
        trainer.Save(path);
        using var saved = CheckpointFile.TryLoad(path)!;
        return Encoding.UTF8.GetBytes(saved.Json);
    }

    private static Trainer Trainer(TinyNetwork network)
    {
        var images = Toy.Images(32);
        return new Trainer(network, images, ChannelStatistics.Of(images), Toy.Recipe, seed: 5);
    }

    /// <summary>A state with a sound checksum, as another version or a hand might write it; a step is taken from where it leads.</summary>
    private static void Resume(string json)
    {
        using var folder = new Tests.Data.TempFolder();
        var path = Path.Combine(folder.Path, "t.safetensors");
        using var network = new TinyNetwork(1);
        using var trainer = Trainer(network);
        trainer.Save(path);
        using (var saved = CheckpointFile.TryLoad(path)!)
        {
            CheckpointFile.Save(path, saved.Tensors, json);
        }

        File.Delete(CheckpointFile.PreviousOf(path));
        trainer.TryResume(path);
        using var stop = new CancellationTokenSource();
        trainer.Train(_ => stop.Cancel(), stop.Token);
    }

    private static void WriteReference(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "run.json"), "{}");
        var run = RunFolder.Open(folder);
        StudyReference.New(StoreAddress.In(folder), run).Save(run);
    }

    private static void ReadReference(string folder)
    {
        var run = RunFolder.Open(folder);
        StudyReference.Load(run)?.Address(run);
    }

    private static void Layout(string layout)
    {
        using var folder = new Tests.Data.TempFolder();
        using var scope = NewDisposeScope();
        var path = Path.Combine(folder.Path, "c.safetensors");
        var tensors = new Dictionary<string, Tensor> { ["a"] = ones([2, 3, 4]) };
        Safetensors.Save(path, tensors, new Dictionary<string, string>
        {
            ["state"] = "{}",
            ["layout"] = layout,
            ["sha256"] = TensorChecksum.Of(tensors, "{}", layout),
        });
        CheckpointFile.TryLoad(path)!.Dispose();
    }
}
