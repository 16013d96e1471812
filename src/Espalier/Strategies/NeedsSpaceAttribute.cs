namespace Espalier.Strategies;

/// <summary>
/// The kind of search space that a strategy runs on. A strategy inherits the needs of its base types and may add its own; a space must meet
/// all of them.
/// </summary>
/// <param name="space">An interface or class of spaces.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class NeedsSpaceAttribute(Type space) : Attribute
{
    /// <summary>What a space must be.</summary>
    public Type Space { get; } = space;
}
