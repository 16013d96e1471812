using System.CommandLine;
using Espalier.Cli.Options;
using Espalier.Studies.Store;

namespace Espalier.Cli.Studies;

/// <summary>The option <c>--store</c>.</summary>
internal static class StudyPlace
{
    internal static Option<string?> Option(string help) => Given.Text("--store", "URL", $"{help}: {StoreAddress.Forms}");

    /// <summary>The store that was asked for, or null.</summary>
    /// <exception cref="InvalidInputException">It is no address of a store.</exception>
    internal static StoreAddress? Read(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { } text ? StoreAddress.Parse(text) : null;
}
