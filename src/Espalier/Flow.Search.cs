using Espalier.Catalog;
using Espalier.Costs;
using Espalier.Data;
using Espalier.Estimators;
using Espalier.Estimators.Training;
using Espalier.Estimators.ZeroCost;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Studies;
using Espalier.Supernets;
using Espalier.Training;

namespace Espalier;

/// <content>The search: a supernet and a gradient strategy, or candidates one by one.</content>
public sealed partial class Flow
{
    private SearchOutcome Search()
    {
        if (method is null || searched is null)
        {
            // A resumed training logs its epochs again, behind what the search left: nothing here.
            RunLog.Start(folder.Log).Dispose();
            return new SearchOutcome(space.Parse(settings.Genotype!, "genotype"), new SearchReport());
        }

        return method.Type.IsAssignableTo(typeof(GradientStrategy))
            ? SearchByGradients(method, searched)
            : SearchBySamples(method, searched);
    }

    private void Begin(DataSplit data) => observer.Begin(
        "search", $"{settings.Method} on {settings.Space}, {data.Train.Count} + {data.Validation.Count} images of {dataset.Name}");

    private SearchOutcome SearchByGradients(CatalogEntry method, DataSplit data)
    {
        var cells = (IRelaxedSpace)space;
        using var generator = new Generator(SeededRandom.Derive(settings.Seed, "supernet"));
        using var supernet = SupernetCatalog.Build(
            cells, NetworkOf(settings.Search) with { Statistics = data.Statistics }, generator, FormOf(method));
        var scale = settings.Limits.Bind
            ? new CountScale(space, ParametersOf, UniformCount(supernet), new SeededRandom(SeededRandom.Derive(settings.Seed, "scale")))
            : null;
        var validation = Loader(data.Validation, "validation", data);
        var context = new GradientContext
        {
            Supernet = supernet,
            Validation = () => validation.Epoch(0, 0, CancellationToken.None),
            EdgeNodes = [.. cells.Edges.Select(edge => edge.Node)],
            Epochs = settings.SearchEpochs,
            Seed = settings.Seed,
            Epsilon = settings.Epsilon,
            Outliers = outliers,
            Floor = scale?.ExpectedFor(settings.Limits.MinParams),
            Ceiling = scale?.ExpectedFor(settings.Limits.MaxParams),
        };
        using var strategy = (GradientStrategy)method.Create(context, settings.Options);
        var search = new GradientSearch(
            strategy,
            Loader(data.Train, "train", data),
            validation,
            settings.SearchEpochs,
            folder.Checkpoint("search"),
            folder.Log,
            clock,
            Pace());
        Begin(data);
        var outcome = search.Run(Watch, observer.Warn, cancellation, Record);
        var mixture = strategy.Mixture();
        outcome = outcome with { Genotype = Within(cells, outcome.Genotype, mixture) };
        return outcome with { Candidates = Judged(cells, supernet, outcome, mixture, data) };
    }

    /// <summary>The genotype itself if it keeps the limits, else the nearest that does.</summary>
    private Genotype Within(IRelaxedSpace cells, Genotype derived, IReadOnlyList<double[,]> mixture)
    {
        if (Excess(derived) == 0)
        {
            return derived;
        }

        var nearest = new LimitedDerivation(cells, settings.Limits, Watched(cells, derived)).Nearest(derived, mixture)
            ?? throw new InvalidInputException(
                $"limits ({settings.Limits})",
                $"no network of {settings.Final.Channels} channels and {settings.Final.Cells} cells near the one found, "
                + $"of {CostOf(derived).Parameters} parameters{AndLatencyOf(derived)}, keeps them"
                + (Evidence() is { } evidence ? $"; {evidence}" : string.Empty),
                "loosen them, or change the channels or cells of the final network");
        observer.Warn(
            $"the derived network of {CostOf(derived).Parameters:N0} parameters{AndLatencyOf(derived)} is outside the limits; "
            + $"taken instead: {CostOf(nearest).Parameters:N0}{AndLatencyOf(nearest)}");
        return nearest;
    }

    /// <summary>Where networks are measured here, which takes a while, each is told.</summary>
    private Func<Genotype, NetworkCost> Watched(IRelaxedSpace cells, Genotype derived)
    {
        if (device is not null || settings.Limits.MaxLatencyMilliseconds is null)
        {
            return CostOf;
        }

        observer.Begin("measure", "the networks one exchange from the one found, which is outside the limits");
        var places = cells.CellKinds.Select((_, kind) => cells.Path(derived, kind).Count).Sum();
        var (done, total) = (0, 1 + (places * (cells.Derivable.Count - 1)));
        return genotype =>
        {
            var cost = CostOf(genotype);
            done++;
            observer.Progress(Math.Min(done, total), total, $"{done} measured, the last {LatencyOf(cost)}", done == total);
            return cost;
        };
    }

    private static double UniformCount(Supernet supernet)
    {
        using var scope = NewDisposeScope();
        return supernet.OperationParameters.Sum(counts => counts.mean([-1]).sum().ToDouble());
    }

    private SearchOutcome SearchBySamples(CatalogEntry method, DataSplit data)
    {
        var strategy = Sampler(method, Metrics(data));
        var estimator = new ShortTraining(
            space,
            NetworkOf(settings.Search) with { Statistics = data.Statistics },
            data,
            ShortRecipe(strategy),
            Judge(data.Validation),
            folder.Checkpoints,
            Pace());
        var search = new SamplingSearch(strategy, estimator, settings.Seed, folder.Checkpoint("search"), folder.Log, clock);
        Begin(data);
        var outcome = search.Run(Watch, observer.Warn, cancellation, Record);
        return outcome with { Candidates = Judged(outcome.Report.Trials) };
    }

    private SamplingStrategy Sampler(CatalogEntry method, INetworkMetrics? metrics = null) => (SamplingStrategy)method.Create(
        new SamplingContext { Space = space, Seed = settings.Seed, Excess = Excess, Evidence = Evidence, Metrics = metrics }, settings.Options);

    /// <summary>Proxies, measured on the networks of the search when a strategy asks for them: a stage within the search.</summary>
    private ProxyMetrics Metrics(DataSplit data)
    {
        var isBegun = false;
        return Metrics(data, Path.Combine(folder.Checkpoints, "metrics.jsonl"), Told);

        void Told(int ready, int of)
        {
            if (!isBegun)
            {
                observer.Begin("score", $"{of} untrained networks, by what they give away");
                isBegun = true;
            }

            observer.Progress(ready, of, "untrained networks scored", ready == of);
            if (ready == of)
            {
                Begin(data);
            }
        }
    }

    private ProxyMetrics Metrics(DataSplit data, string? file, Action<int, int>? told) => new(
        space, NetworkOf(settings.Search) with { Statistics = data.Statistics }, data.Train, SeededRandom.Derive(settings.Seed, "metrics"))
    {
        File = file,
        Threads = settings.Threads,
        Cancellation = cancellation,
        Observer = told,
    };

    /// <summary>How candidates are trained: few epochs, of which the last is what all are compared by.</summary>
    private TrainingRecipe ShortRecipe(SamplingStrategy strategy) => settings.Recipe with
    {
        Epochs = strategy.EpochsPerTrial,
        BatchSize = settings.SearchBatch,
        Keep = KeptEpoch.Last,
        WatchedImages = 0,
    };

    private BatchLoader Loader(ImageSet set, string purpose, DataSplit data) => new(
        set,
        settings.SearchBatch,
        settings.Recipe.Augmentation,
        data.Statistics,
        SeededRandom.Derive(settings.Seed, purpose),
        shuffle: true,
        dropLast: true);

    /// <summary>The method of the settings, its options looked at.</summary>
    private static CatalogEntry MethodOf(FlowSettings settings)
    {
        var entries = MethodCatalog.Of<GradientStrategy>().Entries.Concat(MethodCatalog.Of<SamplingStrategy>().Entries).ToArray();
        var found = Array.Find(entries, entry => entry.Card.Name == settings.Method)
            ?? throw new InvalidInputException(
                $"method '{settings.Method}'",
                "there is none of that name",
                $"give one of {string.Join(", ", entries.Select(entry => entry.Card.Name).Order(StringComparer.Ordinal))}");
        found.Bind(settings.Options);
        return found;
    }

    /// <summary>Refuses a form that the supernet of the space does not come in; a search that samples has none.</summary>
    private void RequireForm(CatalogEntry method)
    {
        if (method.Type.IsAssignableTo(typeof(GradientStrategy)))
        {
            SupernetCatalog.Require(space, FormOf(method));
        }
    }

    /// <summary>What the method's options ask of its supernet.</summary>
    private SupernetForm FormOf(CatalogEntry method) => (method.Bind(settings.Options) as ISupernetOptions)?.Form ?? SupernetForm.Plain;
}
