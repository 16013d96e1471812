namespace Espalier.Strategies;

/// <summary>
/// Says that a search fits a model between candidates, which takes it seconds a run where others take milliseconds: comparisons of many runs
/// leave it out unless it is named.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FitsModelAttribute : Attribute;
