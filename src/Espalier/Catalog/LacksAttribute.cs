namespace Espalier.Catalog;

/// <summary>
/// Says why a method does not have an option that its kind is expected to have. Where it has the option after all, this says nothing.
/// </summary>
/// <param name="option">The option's name, as a user would give it.</param>
/// <param name="reason">Why there is none, in a line.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LacksAttribute(string option, string reason) : Attribute
{
    /// <summary>The option's name.</summary>
    public string Option { get; } = option;

    /// <summary>Why there is none.</summary>
    public string Reason { get; } = reason;
}
