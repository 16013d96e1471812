using Espalier.Data;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Strategies.Gradient;
using Espalier.Supernets;
using Espalier.Supernets.Cells;

namespace Espalier.Tests.Strategies.Gradient;

/// <summary>A supernet of 2 channels and 3 cells on 1x8x8 images of 2 classes, with a strategy over it.</summary>
internal sealed class TinySearch : IDisposable
{
    private readonly CellSupernet supernet;

    private TinySearch(
        Func<GradientContext, GradientStrategy> create,
        ulong seed,
        int epochs,
        (double? Floor, double? Ceiling) limits = default,
        ICellSpace? space = null,
        SupernetForm? form = null)
    {
        using var generator = new Generator(seed);
        supernet = new CellSupernet(space ?? Space, Settings, generator, form);
        Strategy = create(new GradientContext
        {
            Supernet = supernet,
            EdgeNodes = [.. Space.Edges.Select(edge => edge.Node)],
            Epochs = epochs,
            Seed = seed,
            Epsilon = 8.0 / 255,
            Floor = limits.Floor,
            Ceiling = limits.Ceiling,
        });
        Strategy.BeginEpoch(0);
    }

    public static ICellSpace Space { get; } = new SmallSpace();

    public static NetworkSettings Settings { get; } =
        new() { Channels = 2, Cells = 3, Input = new ImageShape(1, 8, 8), Classes = 2, Statistics = new([0.4f], [0.3f]) };

    public GradientStrategy Strategy { get; }

    public CellSupernet Supernet => supernet;

    public static TinySearch Of(E2rnasOptions options, ulong seed = 3, int epochs = 4, (double? Floor, double? Ceiling) limits = default) =>
        new(context => new E2rnas(context, options), seed, epochs, limits);

    public static TinySearch Of(DartsOptions options, ulong seed = 3, int epochs = 4) =>
        new(context => new Darts(context, options), seed, epochs);

    public static TinySearch Of(
        Func<GradientContext, GradientStrategy> create, ulong seed = 3, int epochs = 4, ICellSpace? space = null, SupernetForm? form = null) =>
        new(create, seed, epochs, space: space, form: form);

    /// <summary>Over a supernet of the form that the options ask for.</summary>
    public static TinySearch Of(PcDartsOptions options, ulong seed = 3, int epochs = 4, (double? Floor, double? Ceiling) limits = default) =>
        new(context => new PcDarts(context, options), seed, epochs, limits, form: ((ISupernetOptions)options).Form);

    public static CellSupernet NewSupernet(Generator generator) => new(Space, Settings, generator);

    /// <summary>Four images with random labels; the second class is brighter.</summary>
    public static Batch Batch(ulong seed)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(seed);
        var labels = randint(2, [4], generator: generator);
        var images = (rand([4, 1, 8, 8], generator: generator) * 0.6) + (labels.to(ScalarType.Float32).view(4, 1, 1, 1) * 0.4);
        return new Batch(images.DetachFromDisposeScope(), labels.DetachFromDisposeScope());
    }

    /// <summary>Takes steps on the batches of these numbers, in one epoch each.</summary>
    public IReadOnlyList<StepReport> Steps(int first, int count)
    {
        var reports = new List<StepReport>();
        for (var step = first; step < first + count; step++)
        {
            using var train = Batch((ulong)(2 * step));
            using var validation = Batch((ulong)((2 * step) + 1));
            Strategy.BeginEpoch(step / 2);
            reports.Add(Strategy.Step(train, validation));
        }

        return reports;
    }

    /// <summary>Every tensor of the strategy, bit by bit.</summary>
    public Dictionary<string, byte[]> State()
    {
        using var scope = NewDisposeScope();
        return Strategy.Capture().ToDictionary(pair => pair.Key, pair => pair.Value.detach().contiguous().bytes.ToArray());
    }

    public float[] Architecture() => [.. supernet.Architecture.SelectMany(logits => logits.data<float>())];

    /// <summary>
    /// Steps that follow a checkpoint are those of a search that was never interrupted, bit for bit, whatever the resumed one began with; no tensor stays.
    /// </summary>
    public static void AssertResumes(Func<GradientContext, GradientStrategy> create, int first, int then)
    {
        using var straight = Of(create);
        straight.Steps(0, first);
        using var scope = NewDisposeScope();
        var captured = straight.Strategy.Capture().ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone());
        var before = LiveTensorsOfThread;
        var expected = straight.Steps(first, then);
        Assert.Equal(before, LiveTensorsOfThread);

        using var resumed = Of(create, seed: 77);
        resumed.Strategy.Restore(captured);
        var found = resumed.Steps(first, then);

        Assert.Equal(expected.Select(report => report.TrainLoss), found.Select(report => report.TrainLoss));
        Assert.Equal(straight.State(), resumed.State());
        Assert.Equal(straight.Strategy.Derive(), resumed.Strategy.Derive());
    }

    public void Dispose()
    {
        Strategy.Dispose();
        supernet.Dispose();
    }
}
