using Espalier.Estimators;
using Espalier.Estimators.Tables;
using Espalier.Spaces;
using Espalier.Spaces.NasBench201;
using Espalier.Spaces.NasBenchMacro;

namespace Espalier.Cli.Ranks;

/// <summary>The tables that know every genotype of a space.</summary>
internal static class SpaceTables
{
    private static readonly Dictionary<string, (string Usual, Func<TablesFolder, ITabularBenchmark> Load)> Known = new(StringComparer.Ordinal)
    {
        [NasBench201Genotype.SpaceName] = ("cifar10.test.200", folder => NasBench201Table.Load(folder, new NasBench201Space())),
        [NasBenchMacroGenotype.SpaceName] = ("cifar10.test.50", folder => NasBenchMacroTable.Load(folder, new NasBenchMacroSpace())),
    };

    /// <summary>A column of a space's table, and the table.</summary>
    /// <param name="space">The space.</param>
    /// <param name="tables">The folder that was given; null: none.</param>
    /// <param name="column">The column's name; null: the usual one.</param>
    /// <exception cref="InvalidInputException">There is no table of that space, or it is damaged, or has no such column.</exception>
    internal static (ITabularBenchmark Table, TableColumn Column) Column(ISearchSpace space, string? tables, string? column)
    {
        if (!Known.TryGetValue(space.Name, out var known))
        {
            throw new InvalidInputException(
                "--against, --tables",
                $"no table knows the space {space.Name}",
                $"leave them out, or rank candidates of {string.Join(", ", Known.Keys)}");
        }

        var table = known.Load(TablesFolder.Find(tables));
        return (table, table.Column(column ?? known.Usual));
    }
}
