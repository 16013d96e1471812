namespace Espalier.Estimators.Tables;

/// <summary>The folder that tables of published measurements lie in, a folder for each benchmark.</summary>
public sealed class TablesFolder
{
    /// <summary>The environment variable that names it where nothing else does.</summary>
    public const string Variable = "ESPALIER_TABLES";

    private const string Option = "--tables";

    private TablesFolder(string root) => Root = root;

    /// <summary>Its path.</summary>
    public string Root { get; }

    /// <summary>The folder that was given, or else the one that <see cref="Variable"/> names.</summary>
    /// <param name="given">A path, or null.</param>
    /// <exception cref="InvalidInputException">Neither is there, or it is no folder.</exception>
    public static TablesFolder Find(string? given)
    {
        var path = given ?? Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new InvalidInputException(
                Option, $"is missing, and {Variable} is not set", "give the folder that holds the tables, e.g. nasbench201/nasbench201.csv.gz");
        }

        return Directory.Exists(path)
            ? new(path)
            : throw new InvalidInputException(
                $"{(given is null ? Variable : Option)} '{path}'", "there is no such folder", "give the folder that holds the tables");
    }

    /// <summary>The folder of a benchmark.</summary>
    /// <exception cref="InvalidInputException">It is not there.</exception>
    internal string Of(string benchmark)
    {
        var path = Path.Combine(Root, benchmark);
        return Directory.Exists(path)
            ? path
            : throw new InvalidInputException(
                path, "there is no such folder of tables", $"put it there, or name another folder by {Option} or {Variable}");
    }
}
