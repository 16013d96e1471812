namespace Espalier.Catalog;

/// <summary>The card of a method: what the catalogue discovers, lists and checks.</summary>
/// <param name="name">The name a user picks it by, in lower case with hyphens.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MethodAttribute(string name) : Attribute
{
    /// <summary>The name a user picks it by.</summary>
    public string Name { get; } = name;

    /// <summary>Where it comes from: title and identifier of the paper, or the standard's name.</summary>
    public required string Paper { get; init; }

    /// <summary>The year of <see cref="Paper"/>.</summary>
    public required int Year { get; init; }

    /// <summary>One line that says what it does.</summary>
    public required string Summary { get; init; }
}
