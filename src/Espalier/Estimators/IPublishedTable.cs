namespace Espalier.Estimators;

/// <summary>Something that somebody measured of many architectures and published, so that nobody has to measure it again.</summary>
public interface IPublishedTable
{
    /// <summary>The table's name.</summary>
    string Name { get; }
}
