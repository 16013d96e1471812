using System.Reflection;

namespace Espalier.Catalog;

/// <summary>The carded methods of one kind, discovered: a new one appears here by existing.</summary>
/// <typeparam name="T">The base type or interface of the kind.</typeparam>
public sealed class MethodCatalog<T>
    where T : class
{
    private readonly SortedDictionary<string, CatalogEntry> entries = new(StringComparer.Ordinal);

    /// <summary>The methods of an assembly.</summary>
    /// <exception cref="InvalidOperationException">Two methods share a name.</exception>
    public MethodCatalog(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var concrete = assembly.GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false });
        foreach (var type in concrete.Where(type => type.IsAssignableTo(typeof(T))))
        {
            if (type.GetCustomAttribute<MethodAttribute>() is { } card && !entries.TryAdd(card.Name, new CatalogEntry(card, type)))
            {
                throw new InvalidOperationException($"{type} and {entries[card.Name].Type} are both called '{card.Name}'");
            }
        }
    }

    /// <summary>Every method, by name.</summary>
    public IReadOnlyCollection<CatalogEntry> Entries => entries.Values;

    /// <summary>The method of a name.</summary>
    /// <param name="kind">What to call the kind in the error, e.g. <c>method</c>.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="InvalidInputException">There is none; the message names those there are.</exception>
    public CatalogEntry Find(string kind, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return entries.TryGetValue(name, out var entry)
            ? entry
            : throw new InvalidInputException(
                $"{kind} '{name}'", "there is none of that name", $"give one of {string.Join(", ", entries.Keys)}");
    }
}

/// <summary>A discovered method.</summary>
/// <param name="Card">Its card.</param>
/// <param name="Type">Its class.</param>
public sealed record CatalogEntry(MethodAttribute Card, Type Type)
{
    /// <summary>The record of its options: the second parameter of its constructor; null when it takes none.</summary>
    public Type? OptionsType =>
        Type.GetConstructors() is [var only] && only.GetParameters() is [_, var options] ? options.ParameterType : null;

    /// <summary>The method's options as given by text; null when it takes none.</summary>
    /// <exception cref="InvalidInputException">Options are unknown or out of range; all faults are in the message.</exception>
    public object? Bind(IReadOnlyDictionary<string, string> options) =>
        OptionsType is { } type ? OptionsBinder.Bind(type, options, $"method '{Card.Name}'") : null;

    /// <summary>Makes the method from its context and the options given as text.</summary>
    /// <exception cref="InvalidInputException">Options are unknown or out of range; all faults are in the message.</exception>
    public object Create(object context, IReadOnlyDictionary<string, string> options)
    {
        object?[] arguments = Bind(options) is { } bound ? [context, bound] : [context];
        try
        {
            return Activator.CreateInstance(Type, arguments)!;
        }
        catch (TargetInvocationException fault) when (fault.InnerException is ArgumentException inner)
        {
            throw new InvalidInputException($"method '{Card.Name}'", OptionsBinder.OneLine(inner), "see './espalier list methods'", inner);
        }
        catch (TargetInvocationException fault) when (fault.InnerException is InvalidInputException inner)
        {
            throw new InvalidInputException($"method '{Card.Name}'", inner.Message, "see './espalier list methods'", inner);
        }
    }
}

/// <summary>The toolkit's own catalogues.</summary>
public static class MethodCatalog
{
    /// <summary>The methods of a kind.</summary>
    /// <typeparam name="T">The base type or interface of the kind.</typeparam>
    public static MethodCatalog<T> Of<T>()
        where T : class => Cached<T>.Catalog;

    private static class Cached<T>
        where T : class
    {
        internal static readonly MethodCatalog<T> Catalog = new(typeof(MethodAttribute).Assembly);
    }
}
