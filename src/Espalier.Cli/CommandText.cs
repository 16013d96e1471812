using System.CommandLine;
using Espalier.Studies.Store;

namespace Espalier.Cli;

/// <summary>Commands as a user types them.</summary>
internal static class CommandText
{
    private const string PlainSigns = "-_./=:,+@%";

    /// <summary>The command that was given, for the record: without the password of a store.</summary>
    internal static string Of(ParseResult parsed) => Of([.. parsed.Tokens.Select(token => StoreAddress.WithoutPassword(token.Value))]);

    /// <summary>A command of these words, quoted where a shell needs it.</summary>
    internal static string Of(params string[] words) => $"./{Application.Name} {string.Join(' ', words.Select(Quote))}";

    private static string Quote(string word) => word.Length > 0 && word.All(IsPlain)
        ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static bool IsPlain(char sign) => char.IsAsciiLetterOrDigit(sign) || PlainSigns.Contains(sign);
}
