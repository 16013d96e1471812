using Espalier.Estimators.Tables;

namespace Espalier.Tests.Estimators.Tables;

public sealed class TablesFolderTests
{
    [Fact]
    public void What_is_given_goes_before_the_variable()
    {
        using var folder = new TemporaryFolder("tables");

        Assert.Equal(folder.Path, With("/nowhere", () => TablesFolder.Find(folder.Path)).Root);
        Assert.Equal(folder.Path, With(folder.Path, () => TablesFolder.Find(null)).Root);
    }

    [Fact]
    public void What_is_missing_is_told_with_the_mend()
    {
        using var folder = new TemporaryFolder("tables");

        Assert.Contains("--tables: is missing, and ESPALIER_TABLES is not set", Fault(null, null), StringComparison.Ordinal);
        Assert.Contains("ESPALIER_TABLES '/no/where': there is no such folder", Fault("/no/where", null), StringComparison.Ordinal);
        Assert.Contains("--tables '/no/where': there is no such folder", Fault(folder.Path, "/no/where"), StringComparison.Ordinal);
        var missing = Assert.Throws<InvalidInputException>(() => TablesFolder.Find(folder.Path).Of("nasbench201"));
        Assert.Contains(Path.Combine(folder.Path, "nasbench201") + ": there is no such folder of tables", missing.Message, StringComparison.Ordinal);
    }

    private static string Fault(string? variable, string? given) =>
        With(variable, () => Assert.Throws<InvalidInputException>(() => TablesFolder.Find(given))).Message;

    private static T With<T>(string? value, Func<T> act)
    {
        var before = Environment.GetEnvironmentVariable(TablesFolder.Variable);
        Environment.SetEnvironmentVariable(TablesFolder.Variable, value);
        try
        {
            return act();
        }
        finally
        {
            Environment.SetEnvironmentVariable(TablesFolder.Variable, before);
        }
    }
}
