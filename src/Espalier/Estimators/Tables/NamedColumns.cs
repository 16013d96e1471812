namespace Espalier.Estimators.Tables;

/// <summary>The columns of a table by their names.</summary>
/// <param name="table">What the table is called.</param>
/// <param name="columns">Its columns, each name once.</param>
internal sealed class NamedColumns(string table, IReadOnlyList<TableColumn> columns)
{
    private readonly Dictionary<string, TableColumn> known = columns.ToDictionary(column => column.Name, StringComparer.Ordinal);

    /// <summary>All of them, in their order.</summary>
    internal IReadOnlyList<TableColumn> All => columns;

    /// <summary>The column of a name.</summary>
    /// <exception cref="InvalidInputException">There is none; the message names those there are.</exception>
    internal TableColumn this[string name] => Find(name) ?? throw new InvalidInputException(
        $"column '{name}'", $"the table {table} has none", $"give one of {string.Join(", ", known.Keys)}");

    /// <summary>The column of a name; null where there is none.</summary>
    internal TableColumn? Find(string name) => known.GetValueOrDefault(name);
}
