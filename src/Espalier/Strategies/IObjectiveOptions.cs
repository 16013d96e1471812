namespace Espalier.Strategies;

/// <summary>Options of a method that say what a network is to be good at.</summary>
public interface IObjectiveOptions
{
    /// <summary>The objectives' names, parted by commas.</summary>
    string Objectives { get; }

    /// <summary>Whose images are not to be known, where <c>ood</c> is an objective: the name of data, or <c>noise</c>.</summary>
    string OodData { get; }
}
