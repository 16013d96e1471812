using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Espalier.Studies.Store;

/// <summary>
/// Writes rows of one table: what has a new key is added, what has a known key is replaced. One statement, which SQLite and PostgreSQL write
/// alike, prepared once; Entity Framework has nothing of the kind and would ask first, and a second process could come in between.
/// </summary>
internal sealed class UpsertCommand : IDisposable
{
    private readonly DbCommand command;
    private readonly (Func<object, object?> Read, DbParameter Target)[] columns;

    /// <summary>Prepares the statement for the table of <paramref name="type"/>.</summary>
    internal UpsertCommand(IEntityType type, DbConnection connection, ISqlGenerationHelper sql)
    {
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        var properties = type.GetProperties().ToArray();
        var keys = type.FindPrimaryKey()!.Properties;
        var others = properties.Except(keys).ToArray();
        command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO {sql.DelimitIdentifier(table.Name)} ({Names(properties)}) "
            + $"VALUES ({string.Join(", ", properties.Select((_, place) => Parameter(place)))}) ON CONFLICT ({Names(keys)}) DO UPDATE SET "
            + string.Join(", ", others.Select(property => $"{Name(property)} = excluded.{Name(property)}"));
        columns = [.. properties.Select(Column)];
        command.Prepare();

        string Name(IProperty property) => sql.DelimitIdentifier(property.GetColumnName(table)!);

        string Names(IEnumerable<IProperty> of) => string.Join(", ", of.Select(Name));
    }

    /// <summary>Writes a row within a transaction, or as one of its own.</summary>
    internal void Execute(object row, DbTransaction? transaction)
    {
        command.Transaction = transaction;
        foreach (var (read, target) in columns)
        {
            target.Value = read(row) ?? DBNull.Value;
        }

        command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public void Dispose() => command.Dispose();

    private static string Parameter(int place) => $"@p{place}";

    private (Func<object, object?> Read, DbParameter Target) Column(IProperty property, int place)
    {
        var mapping = property.GetRelationalTypeMapping();
        var parameter = mapping.CreateParameter(command, Parameter(place), null, property.IsNullable, ParameterDirection.Input);
        command.Parameters.Add(parameter);
        var getter = property.GetGetter();
        var convert = mapping.Converter?.ConvertToProvider;
        return (row => getter.GetClrValue(row) is { } value ? convert is null ? value : convert(value) : null, parameter);
    }
}
