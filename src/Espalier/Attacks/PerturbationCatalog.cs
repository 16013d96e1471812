namespace Espalier.Attacks;

/// <summary>Finds the training perturbation that a user named.</summary>
public static class PerturbationCatalog
{
    private static readonly CardedMethods<TrainingPerturbation> Methods = new("perturbation");

    /// <summary>What a user may write: <c>fast</c>, <c>fgsm-rs</c>, <c>free-N</c>, <c>none</c>, <c>pgd-N</c>, <c>trades-N</c>.</summary>
    public static IReadOnlyList<string> Names => Methods.Names;

    /// <summary>
    /// The perturbation called <paramref name="name"/>: <c>none</c>, <c>fgsm-rs</c>, <c>fast</c>, <c>free-5</c>, <c>pgd-7</c>,
    /// <c>trades-10</c>.
    /// </summary>
    /// <param name="name">A card's name; for iterated ones the number of steps or replays may follow.</param>
    /// <param name="settings">Radius and step size; a number in the name goes before its steps. Default: all defaults.</param>
    /// <exception cref="InvalidInputException">There is no such perturbation; the message lists the names.</exception>
    public static TrainingPerturbation Create(string name, AttackSettings? settings = null) =>
        Methods.Create(name, settings ?? new AttackSettings());
}
