using System.Reflection;
using Espalier.Catalog;
using Espalier.Spaces;

namespace Espalier.Strategies;

/// <summary>Which search spaces a strategy runs on, by what it says it needs of them (<see cref="NeedsSpaceAttribute"/>).</summary>
public static class StrategySpaces
{
    /// <summary>Whether a strategy runs on a space.</summary>
    /// <param name="strategy">A <see cref="GradientStrategy"/> or <see cref="SamplingStrategy"/>.</param>
    /// <param name="space">The space's class.</param>
    public static bool RunsOn(Type strategy, Type space)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        ArgumentNullException.ThrowIfNull(space);
        return strategy.GetCustomAttributes<NeedsSpaceAttribute>(inherit: true).All(need => space.IsAssignableTo(need.Space));
    }

    /// <summary>The spaces that a strategy runs on, by name.</summary>
    public static IReadOnlyList<CatalogEntry> Of(Type strategy) =>
        [.. MethodCatalog.Of<ISearchSpace>().Entries.Where(space => RunsOn(strategy, space.Type))];

    /// <summary>Refuses a space that a method does not run on.</summary>
    /// <exception cref="InvalidInputException">It does not; the message names those it does run on.</exception>
    public static void Require(CatalogEntry method, ISearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(space);
        if (!RunsOn(method.Type, space.GetType()))
        {
            throw new InvalidInputException(
                $"space '{space.Name}'",
                $"the method '{method.Card.Name}' does not run on it",
                Of(method.Type) is { Count: > 0 } spaces
                    ? $"choose another method, or one of the spaces {string.Join(", ", spaces.Select(found => found.Card.Name))}"
                    : "choose another method");
        }
    }
}
