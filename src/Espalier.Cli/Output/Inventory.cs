using Espalier.Attacks;
using Espalier.Attacks.Alarms;
using Espalier.Catalog;
using Espalier.Cli.Options;
using Espalier.Corruptions;
using Espalier.Costs.Devices;
using Espalier.Data;
using Espalier.Estimators;
using Espalier.Estimators.ZeroCost;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Training;

namespace Espalier.Cli.Output;

/// <summary>A method as <c>list</c> shows it.</summary>
/// <param name="Name">Its card's name.</param>
/// <param name="Usage">What a user writes to get it.</param>
/// <param name="Paper">Its source.</param>
/// <param name="Year">Of the source.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Options">Its options with their defaults.</param>
internal sealed record InventoryItem(
    string Name, string Usage, string Paper, int Year, string Summary, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>What it is, where a list has several kinds of things.</summary>
    public string? Kind { get; init; }

    /// <summary>Of a search method: the spaces it runs on.</summary>
    public IReadOnlyList<string>? Spaces { get; init; }

    /// <summary>Of a search method: what it optimises by default.</summary>
    public IReadOnlyList<string>? Optimises { get; init; }

    /// <summary>Of a search method: what it optimises, too, where its options ask for it.</summary>
    public IReadOnlyList<string>? OptimisesOnDemand { get; init; }

    /// <summary>Of a search method: the options that it has alone, or with another default than the methods it shares them with.</summary>
    public IReadOnlyDictionary<string, string>? OwnOptions { get; init; }
}

/// <summary>What there is, kind by kind: the catalogue, read for people.</summary>
internal static class Inventory
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    private static readonly SortedDictionary<string, Func<IEnumerable<InventoryItem>>> Readers = new(StringComparer.Ordinal)
    {
        ["methods"] = () => MethodSelection.All.Select(Method),
        ["spaces"] = () => Plain<ISearchSpace>(),
        ["data"] = () => MethodCatalog.Of<IDataSource>().Entries.Select(entry => Item(entry, Usage(entry.Type), Nothing)),
        ["attacks"] = () => Counted<IAttack>(),
        ["alarms"] = () => Plain<IMaskingAlarm>(),
        ["corruptions"] = () => CorruptionCatalog.All.Select(named => Plain<Corruption>().First(item => item.Name == named.Name)),
        ["perturbations"] = () => Counted<TrainingPerturbation>(),
        ["recipes"] = () => MethodCatalog.Of<IRecipe>().Entries.Select(entry => Item(entry, entry.Card.Name, Nothing)),
        ["proxies"] = () => Plain<IZeroCostProxy>(),
        ["predictors"] = () => MethodCatalog.Of<IPredictor>().Entries.Select(entry => Item(entry, entry.Card.Name, Defaults(entry.OptionsType))),
        ["latency-predictors"] = () => MethodCatalog.Of<ILatencyPredictor>().Entries
            .Select(entry => Item(entry, entry.Card.Name, Defaults(entry.OptionsType))),
        ["tables"] = () => Plain<IPublishedTable>(),
        ["estimators"] = Estimators,
    };

    internal static IReadOnlyCollection<string> Kinds => Readers.Keys;

    /// <summary>The options of search methods, by who shares them.</summary>
    internal static OptionGroups MethodOptions { get; } = new(MethodSelection.All);

    /// <summary>Everything of a kind, by name.</summary>
    /// <exception cref="InvalidInputException">There is no such kind.</exception>
    internal static IReadOnlyList<InventoryItem> Of(string kind) => Readers.TryGetValue(kind, out var read)
        ? [.. read()]
        : throw new InvalidInputException($"list '{kind}'", "there is no such kind", $"give one of {string.Join(", ", Kinds)}");

    private static InventoryItem Method(CatalogEntry entry)
    {
        var optimised = Optimised.Of(entry.OptionsType);
        return Item(entry, entry.Card.Name, Defaults(entry.OptionsType)) with
        {
            Spaces = [.. StrategySpaces.Of(entry.Type).Select(space => space.Card.Name)],
            Optimises = optimised.Always,
            OptimisesOnDemand = optimised.Optional,
            OwnOptions = MethodOptions.Own(entry),
        };
    }

    /// <summary>All that judges networks without their full training, whatever it needs for that.</summary>
    private static IEnumerable<InventoryItem> Estimators() =>
        Plain<IEstimator>().Select(item => item with { Kind = "estimator" })
            .Concat(Plain<IZeroCostProxy>().Select(item => item with { Kind = "zero-cost proxy" }))
            .Concat(MethodCatalog.Of<IPredictor>().Entries
                .Select(entry => Item(entry, entry.Card.Name, Defaults(entry.OptionsType)) with { Kind = "predictor" }))
            .Concat(Plain<IPublishedTable>().Select(item => item with { Kind = "table" }))
            .OrderBy(item => item.Name, StringComparer.Ordinal);

    private static IEnumerable<InventoryItem> Plain<T>()
        where T : class => MethodCatalog.Of<T>().Entries.Select(entry => Item(entry, entry.Card.Name, Nothing));

    private static IEnumerable<InventoryItem> Counted<T>()
        where T : class => MethodCatalog.Of<T>().Entries.Select(entry =>
            Item(entry, entry.Type.IsAssignableTo(typeof(IIterative)) ? $"{entry.Card.Name}-N" : entry.Card.Name, Nothing));

    private static InventoryItem Item(CatalogEntry entry, string usage, IReadOnlyDictionary<string, string> options) =>
        new(entry.Card.Name, usage, entry.Card.Paper, entry.Card.Year, entry.Card.Summary, options);

    private static IReadOnlyDictionary<string, string> Defaults(Type? options) =>
        options is null ? Nothing : OptionsBinder.Defaults(options);

    private static string Usage(Type source) => DataCatalog.Sources.First(found => found.GetType() == source).Usage;
}
