using System.Text;
using Espalier.Data;
using Espalier.Estimators;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Strategies.Evolution;
using Espalier.Strategies.Gradient;
using Espalier.Studies;
using Espalier.Tests.Data;
using Espalier.Tests.Strategies;
using Espalier.Tests.Strategies.Gradient;
using Espalier.Tests.Training;
using Espalier.Torch.Serialization;
using Espalier.Training;

namespace Espalier.Tests.Fuzzing;

/// <summary>
/// Searches and trainings that go on from checkpoints whose checksum is sound although a hand changed what it is of: a step is taken from
/// where they lead.
/// </summary>
internal static class Resumption
{
    private const int Epochs = 3;
    private static readonly Lazy<(byte[] Checkpoint, byte[] Log)> Searched = new(Search);
    private static readonly Lazy<(byte[] Checkpoint, byte[] Log)> Sampled = new(Sample);
    private static readonly Lazy<byte[]> Trained = new(Train);

    /// <summary>The checkpoint of a gradient search in the middle of its second epoch.</summary>
    public static byte[] SearchCheckpoint => Searched.Value.Checkpoint;

    /// <summary>What it says beside the tensors.</summary>
    public static byte[] SearchState => StateOf(SearchCheckpoint);

    /// <summary>What the checkpoint of a sampling search says after two trials.</summary>
    public static byte[] SampleState => StateOf(Sampled.Value.Checkpoint);

    /// <summary>The checkpoint of a training after its first step.</summary>
    public static byte[] TrainingCheckpoint => Trained.Value;

    /// <summary>Goes on from a file as it is.</summary>
    public static void OfSearch(string path) => GoOnSearching(File.ReadAllBytes(path));

    /// <summary>Goes on from tensors that somebody put a checksum to.</summary>
    public static void OfSearchTensors(string path) => GoOnSearching(Sealed(path, SearchState));

    /// <summary>Goes on from a text that somebody put a checksum to.</summary>
    public static void OfSearchState(string path) => GoOnSearching(With(SearchCheckpoint, File.ReadAllText(path)));

    /// <summary>Goes on from a history that somebody put a checksum to.</summary>
    public static void OfSampleState(string path)
    {
        using var folder = new TempFolder();
        Put(folder, With(Sampled.Value.Checkpoint, File.ReadAllText(path)), Sampled.Value.Log);
        using var stop = new CancellationTokenSource();
        Ignoring(() => Sampling(folder).Run(_ => stop.Cancel(), null, stop.Token));
    }

    /// <summary>Goes on from tensors that somebody put a checksum to.</summary>
    public static void OfTrainingTensors(string path)
    {
        using var folder = new TempFolder();
        var checkpoint = folder.Write("t.safetensors", Sealed(path, StateOf(TrainingCheckpoint)));
        using var network = new TinyNetwork(1);
        using var trainer = Trainer(network);
        using var stop = new CancellationTokenSource();
        trainer.TryResume(checkpoint);
        trainer.Train(_ => stop.Cancel(), stop.Token);
    }

    private static (byte[] Checkpoint, byte[] Log) Search()
    {
        using var folder = new TempFolder();
        using var stop = new CancellationTokenSource();
        Ignoring(() => Searching(folder, progress => _ = progress.Done < 3 ? 0 : Stop(stop), stop.Token));
        return (File.ReadAllBytes(CheckpointOf(folder)), File.ReadAllBytes(LogOf(folder)));
    }

    private static (byte[] Checkpoint, byte[] Log) Sample()
    {
        using var folder = new TempFolder();
        using var stop = new CancellationTokenSource();
        Ignoring(() => Sampling(folder).Run(progress => _ = progress.Done < 2 ? 0 : Stop(stop), null, stop.Token));
        return (File.ReadAllBytes(CheckpointOf(folder)), File.ReadAllBytes(LogOf(folder)));
    }

    private static byte[] Train()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "t.safetensors");
        using var network = new TinyNetwork(1);
        using var trainer = Trainer(network);
        using var stop = new CancellationTokenSource();
        trainer.Train(_ => stop.Cancel(), stop.Token);
        trainer.Save(path);
        return File.ReadAllBytes(path);
    }

    private static int Stop(CancellationTokenSource stop)
    {
        stop.Cancel();
        return 0;
    }

    private static void GoOnSearching(byte[] checkpoint)
    {
        using var folder = new TempFolder();
        Put(folder, checkpoint, Searched.Value.Log);
        using var stop = new CancellationTokenSource();
        Ignoring(() => Searching(folder, _ => stop.Cancel(), stop.Token));
    }

    private static void Searching(TempFolder folder, Action<SearchProgress> observer, CancellationToken cancellation)
    {
        using var search = TinySearch.Of(new E2rnasOptions(), epochs: Epochs);
        var (train, validation) = (Loader(1), Loader(2));
        new GradientSearch(search.Strategy, train, validation, Epochs, CheckpointOf(folder), LogOf(folder), new StoppedClock())
            .Run(observer, null, cancellation);
    }

    private static SamplingSearch Sampling(TempFolder folder)
    {
        var context = new SamplingContext { Space = new SmallSpace(), Seed = 8, Excess = _ => 0 };
        var strategy = new RandomSearch(context, new RandomSearchOptions { Trials = 4 });
        return new SamplingSearch(strategy, new Constant(), 8, CheckpointOf(folder), LogOf(folder), new StoppedClock());
    }

    private static Trainer Trainer(TinyNetwork network)
    {
        var images = Toy.Images(32);
        return new Trainer(network, images, ChannelStatistics.Of(images), Toy.Recipe, seed: 5);
    }

    /// <summary>Two batches of four images.</summary>
    private static BatchLoader Loader(ulong seed)
    {
        var random = new SeededRandom(seed);
        var pixels = new byte[8 * 64];
        random.NextBytes(pixels);
        var images = new ImageSet("tiny", new ImageShape(1, 8, 8), ["dark", "bright"], pixels, [0, 1, 1, 0, 1, 0, 0, 1]);
        return new(images, 4, Augmentation.None, new ChannelStatistics([0.4f], [0.3f]), 5, shuffle: true, dropLast: true);
    }

    private static string CheckpointOf(TempFolder folder) => Path.Combine(folder.Path, "search.safetensors");

    private static string LogOf(TempFolder folder) => Path.Combine(folder.Path, "log.jsonl");

    private static void Put(TempFolder folder, byte[] checkpoint, byte[] log)
    {
        File.WriteAllBytes(CheckpointOf(folder), checkpoint);
        File.WriteAllBytes(LogOf(folder), log);
    }

    private static byte[] StateOf(byte[] checkpoint)
    {
        using var folder = new TempFolder();
        using var saved = CheckpointFile.TryLoad(folder.Write("c.safetensors", checkpoint))!;
        return Encoding.UTF8.GetBytes(saved.Json);
    }

    private static byte[] With(byte[] checkpoint, string json)
    {
        using var folder = new TempFolder();
        using var saved = CheckpointFile.TryLoad(folder.Write("c.safetensors", checkpoint))!;
        return Saved(saved.Tensors, json);
    }

    /// <summary>The tensors of a file, as far as it is one, as a checkpoint with its own checksum.</summary>
    private static byte[] Sealed(string path, byte[] state)
    {
        using var scope = NewDisposeScope();
        try
        {
            return Saved(Safetensors.Load(path).Tensors, Encoding.UTF8.GetString(state));
        }
        catch (Exception fault) when (fault is InvalidDataException or TorchException)
        {
            throw new InvalidInputException(path, fault.Message, "a matter of other rows");
        }
    }

    private static byte[] Saved(IReadOnlyDictionary<string, Tensor> tensors, string json)
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "c.safetensors");
        CheckpointFile.Save(path, tensors, json);
        return File.ReadAllBytes(path);
    }

    private static void Ignoring(Action interrupted)
    {
        try
        {
            interrupted();
        }
        catch (OperationCanceledException)
        {
        }
    }

    private sealed class Constant : IEstimator
    {
        public TrialOutcome Judge(Genotype genotype, ulong seed, CancellationToken cancellation) => new() { Accuracy = 0.5, Params = 3, Macs = 4 };
    }
}
