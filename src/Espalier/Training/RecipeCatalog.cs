using Espalier.Catalog;

namespace Espalier.Training;

/// <summary>Finds the recipe that a user named.</summary>
public static class RecipeCatalog
{
    /// <summary>The names of all recipes, in order.</summary>
    public static IReadOnlyList<string> Names => [.. MethodCatalog.Of<IRecipe>().Entries.Select(entry => entry.Card.Name)];

    /// <summary>The recipe called <paramref name="name"/>.</summary>
    /// <exception cref="InvalidInputException">There is no such recipe; the message lists the names.</exception>
    public static TrainingRecipe Create(string name) =>
        ((IRecipe)Activator.CreateInstance(MethodCatalog.Of<IRecipe>().Find("recipe", name).Type)!).Create();
}
