using System.CommandLine;
using Espalier.Estimators.Tables;

namespace Espalier.Cli.Options;

/// <summary>The option that names data sets of NAS-Bench-201's table.</summary>
internal static class TableData
{
    private const string Name = "--data";
    private const string Known = "cifar10, cifar100 or imagenet16-120";

    /// <summary>The option where one is wanted.</summary>
    internal static Option<string?> One() => Given.Text(Name, "D", $"{Known} (default cifar10)");

    /// <summary>The option where several may be given.</summary>
    internal static Option<string?> Several() => Given.Text(Name, "A,B", $"{Known} (default all three)");

    /// <summary>What was given for one.</summary>
    /// <exception cref="InvalidInputException">The table has no such data set.</exception>
    internal static NasBench201Data Of(string? given) => given switch
    {
        null or "cifar10" => NasBench201Data.Cifar10,
        "cifar100" => NasBench201Data.Cifar100,
        "imagenet16-120" => NasBench201Data.ImageNet16,
        _ => throw new InvalidInputException($"{Name} '{given}'", "the table has no such data set", $"give {Known}"),
    };

    /// <summary>What was given for several, each once.</summary>
    /// <exception cref="InvalidInputException">The table has no such data set.</exception>
    internal static NasBench201Data[] AllOf(string? given) =>
        given is null ? Enum.GetValues<NasBench201Data>() : [.. given.Split(',', StringSplitOptions.TrimEntries).Select(Of).Distinct()];
}
