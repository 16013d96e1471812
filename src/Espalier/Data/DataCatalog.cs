using System.Reflection;
using Espalier.Catalog;

namespace Espalier.Data;

/// <summary>Finds the source that reads what a user named.</summary>
public static class DataCatalog
{
    /// <summary>Every source with a card, by name.</summary>
    public static IReadOnlyList<IDataSource> Sources { get; } =
    [
        .. typeof(DataCatalog).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IDataSource)))
            .Select(type => (Type: type, Card: type.GetCustomAttribute<MethodAttribute>()))
            .Where(found => found.Card is not null)
            .OrderBy(found => found.Card!.Name, StringComparer.Ordinal)
            .Select(found => (IDataSource)Activator.CreateInstance(found.Type)!),
    ];

    /// <summary>Reads the dataset that <paramref name="spec"/> names.</summary>
    /// <param name="spec">A name (<c>fashion-mnist</c>), a folder, or files parted by commas.</param>
    /// <exception cref="InvalidInputException">No source reads it, more than one could, or a file is missing or broken.</exception>
    public static Dataset Load(string spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var readers = string.IsNullOrWhiteSpace(spec) ? [] : Sources.Where(source => source.Accepts(spec)).ToArray();
        return readers switch
        {
            [var only] => only.Load(spec),
            [] => throw new InvalidInputException(
                $"data '{spec}'", WhatIsThere(spec), $"give one of: {string.Join("; ", Sources.Select(source => source.Usage))}"),
            _ => throw new InvalidInputException(
                $"data '{spec}'",
                $"can be read in {readers.Length} ways: {string.Join("; ", readers.Select(source => source.Usage))}",
                "move the files of one kind into a folder of their own"),
        };
    }

    private static string WhatIsThere(string spec) => Directory.Exists(spec)
        ? "the folder holds no files of a known kind"
        : File.Exists(spec) ? "not a file of a known kind" : "neither a known name nor a folder nor a file";
}
