using Espalier.Studies;
using Espalier.Tests.Data;
using Espalier.Tests.Data.Sources;
using Espalier.Training;

namespace Espalier.Tests;

/// <summary>Hand-made data, and one whole run of each method over it that several tests look at.</summary>
public sealed class FlowRuns : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly Dictionary<string, Straight> runs = [];

    public FlowRuns()
    {
        Write(Data, testSeed: 2);
    }

    public string Data => Out("data");

    public string Out(string name) => Path.Combine(folder.Path, name);

    public void Dispose() => folder.Dispose();

    /// <summary>A search of two epochs of two steps (or two trials), and a training of two epochs of three.</summary>
    internal FlowSettings Settings(string method) => new()
    {
        Method = method,
        Options = method == "random-search"
            ? new Dictionary<string, string> { ["trials"] = "2", ["epochs"] = "1" }
            : new Dictionary<string, string>(),
        Data = Data,
        Seed = 7,
        SearchEpochs = 2,
        Search = new NetworkSize(2, 3),
        SearchBatch = 15,
        Candidates = 3,
        Final = new NetworkSize(3, 3),
        StemStride = 2,
        Recipe = new TrainingRecipe
        {
            Epochs = 2,
            BatchSize = 20,
            AuxiliaryWeight = 0,
            Cutout = 2,
            CropPadding = 1,
            Adversarial = "fgsm-rs",
        },
        Epsilon = 8.0 / 255,
        PgdSteps = 3,
        Threads = 1,
        Command = "espalier test",
    };

    internal Straight Of(string method)
    {
        if (!runs.TryGetValue(method, out var run))
        {
            var (watch, before) = (new FlowWatch(), LiveTensorsOfThread);
            var result = Flow.Start(Settings(method), Out(method), watch, CancellationToken.None);
            runs[method] = run = new Straight(Out(method), result, watch, LiveTensorsOfThread - before);
        }

        return run;
    }

    /// <summary>The four files of a dataset: training images that are always the same, and test images by a seed.</summary>
    internal static void Write(string folder, ulong testSeed)
    {
        Directory.CreateDirectory(folder);
        Write(folder, "train", 60, 1);
        Write(folder, "t10k", 20, testSeed);
    }

    /// <summary>Images of 12x12; the second class is brighter at the left.</summary>
    private static void Write(string folder, string part, int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        byte[] labels = [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(2))];
        var pixels = new byte[count * 144];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(random.Next(100) + (labels[i / 144] == 1 && i % 12 < 6 ? 120 : 0));
        }

        File.WriteAllBytes(Path.Combine(folder, $"{part}-images-idx3-ubyte"), IdxBytes.Images((uint)count, 12, 12, pixels));
        File.WriteAllBytes(Path.Combine(folder, $"{part}-labels-idx1-ubyte"), IdxBytes.Labels((uint)count, labels));
    }

    internal sealed record Straight(string Path, RunResult Result, FlowWatch Watch, long Leaked);
}

/// <summary>Counts what a run tells, and stops it at a step.</summary>
internal sealed class FlowWatch(CancellationTokenSource? stop = null, int at = 0) : IFlowObserver
{
    private int told;

    public List<string> Stages { get; } = [];

    public List<string> Warnings { get; } = [];

    public List<string> Texts { get; } = [];

    public Dictionary<string, int> Steps { get; } = [];

    public void Begin(string stage, string detail) => Stages.Add(stage);

    public void Progress(long done, long total, string text, bool milestone)
    {
        Texts.Add(text);
        Steps[Stages[^1]] = Steps.GetValueOrDefault(Stages[^1]) + 1;
        if (++told == at)
        {
            stop!.Cancel();
        }
    }

    public void Warn(string text) => Warnings.Add(text);
}
