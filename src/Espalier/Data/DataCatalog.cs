using System.Reflection;
using Espalier.Catalog;
using Espalier.Data.Images;

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
    /// <param name="request">How to read it, and who watches; null for the defaults, unwatched.</param>
    /// <exception cref="InvalidInputException">No source reads it, more than one could, or a file is missing or broken.</exception>
    /// <exception cref="OperationCanceledException">The request was withdrawn.</exception>
    public static Dataset Load(string spec, DataRequest? request = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        request ??= new DataRequest();
        var data = ImageFitter.Fit(FileFault(spec, () => Find(spec).Load(spec, request)), request.Options);
        foreach (var note in data.Findings.Warnings())
        {
            request.Observer.Warn(note);
        }

        return data;
    }

    private static IDataSource Find(string spec)
    {
        var readers = string.IsNullOrWhiteSpace(spec) ? [] : Sources.Where(source => source.Accepts(spec)).ToArray();
        return readers switch
        {
            [var only] => only,
            [] => throw new InvalidInputException(
                $"data '{spec}'", WhatIsThere(spec), $"give one of: {string.Join("; ", Sources.Select(source => source.Usage))}"),
            _ => throw new InvalidInputException(
                $"data '{spec}'",
                $"can be read in {readers.Length} ways: {string.Join("; ", readers.Select(source => source.Usage))}",
                "move the files of one kind into a folder of their own"),
        };
    }

    /// <summary>A folder that cannot be looked into, or a file that is gone in between, is the caller's.</summary>
    private static Dataset FileFault(string spec, Func<Dataset> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"data '{spec}'", $"cannot be read ({fault.Message})", "check the path and the rights", fault);
        }
    }

    private static string WhatIsThere(string spec) => Directory.Exists(spec)
        ? "the folder holds no files of a known kind"
        : File.Exists(spec) ? "not a file of a known kind" : "neither a known name nor a folder nor a file";
}
