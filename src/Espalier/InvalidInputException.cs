namespace Espalier;

/// <summary>The caller's fault: what is wrong, where, and how to mend it, in one line.</summary>
public sealed class InvalidInputException : Exception
{
    /// <summary>Builds the one-line message <c>where: what; mend</c>.</summary>
    /// <param name="where">The file (with byte or line) or the option that is at fault.</param>
    /// <param name="what">What was found and what was expected.</param>
    /// <param name="mend">What the caller can do about it.</param>
    /// <param name="inner">The fault underneath, if there is one.</param>
    public InvalidInputException(string where, string what, string mend, Exception? inner = null)
        : base($"{OneLine(where)}: {OneLine(what)}; {OneLine(mend)}", inner)
    {
    }

    /// <summary>A word of the caller's as a part of a message: its first 40 signs.</summary>
    internal static string Shown(string text)
    {
        const int longest = 40;
        return text.Length > longest ? $"{text.AsSpan(0, longest)}..." : text;
    }

    // A path may have 4,096 signs, and the text of a parser any number.
    private const int Longest = 5000;

    // Names of files and texts of parsers may hold anything.
    private static string OneLine(string text)
    {
        var shown = text.Length <= Longest ? text : $"{text.AsSpan(0, Longest / 2)} ... {text.AsSpan(text.Length - (Longest / 2))}";
        return shown.Any(Breaks) ? string.Concat(shown.Select(sign => Breaks(sign) ? ' ' : sign)) : shown;
    }

    private static bool Breaks(char sign) => char.IsControl(sign) || sign is '\u2028' or '\u2029';
}
