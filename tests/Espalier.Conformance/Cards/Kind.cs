using Espalier.Attacks;
using Espalier.Attacks.Alarms;
using Espalier.Balancing;
using Espalier.Catalog;
using Espalier.Corruptions;
using Espalier.Costs.Devices;
using Espalier.Data;
using Espalier.Estimators;
using Espalier.Estimators.ZeroCost;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Training;

namespace Espalier.Conformance.Cards;

/// <summary>A kind of method: its folder, and how a user who says nothing gets one.</summary>
internal sealed record Kind(string Name, string Folder, IReadOnlyCollection<CatalogEntry> Entries, Func<CatalogEntry, object?> Make)
{
    public static IReadOnlyList<Kind> All { get; } =
    [
        Of<GradientStrategy>("Strategies", Options),
        Of<SamplingStrategy>("Strategies", Options),
        Of<ISearchSpace>("Spaces", Plain),
        Of<IDataSource>("Data", Plain),
        Of<IBalancer>("Balancing", Plain),
        Of<IAttack>("Attacks", entry => AttackCatalog.Create(entry.Card.Name)),
        Of<IMaskingAlarm>("Attacks/Alarms", Plain),
        Of<TrainingPerturbation>("Attacks", entry => PerturbationCatalog.Create(entry.Card.Name)),
        Of<Corruption>("Corruptions", Plain),
        Of<IRecipe>("Training", entry => RecipeCatalog.Create(entry.Card.Name)),
        Of<IZeroCostProxy>("Estimators/ZeroCost", Plain),
        Of<IPredictor>("Estimators/Predictors", Options),
        Of<IPublishedTable>("Estimators/Tables", Read),
        Of<ILatencyPredictor>("Costs/Devices", Options),
    ];

    private static Kind Of<T>(string folder, Func<CatalogEntry, object?> make)
        where T : class => new(typeof(T).Name, folder, MethodCatalog.Of<T>().Entries, make);

    /// <summary>A table is read, not made: tests of its own hold that it is refused where it is damaged.</summary>
    private static object? Read(CatalogEntry entry) => entry.Type.GetMethod("Load");

    private static object? Plain(CatalogEntry entry) => Activator.CreateInstance(entry.Type);

    /// <summary>A strategy needs a context, so it is made by the checks of searches, as a predictor by its tests; options are made here.</summary>
    private static object? Options(CatalogEntry entry) => entry.OptionsType is { } type ? Activator.CreateInstance(type) : new object();
}
