using System.Globalization;

namespace Espalier.Spaces.Darts;

/// <summary>Which of the two notations of a genotype is being read.</summary>
internal enum DartsNotation
{
    /// <summary>Strict JSON: square brackets, double quotes, no trailing commas.</summary>
    Json,

    /// <summary>The notation of published genotypes: lists or tuples, either quote, trailing commas.</summary>
    Field,
}

/// <summary>A value and the place in the text where it starts (0-based offset).</summary>
internal readonly record struct Located<T>(T Value, int At);

/// <summary>A cursor over genotype text that knows words, numbers and lists, and says where it stands when something is wrong.</summary>
internal sealed class DartsGenotypeReader(string text, string where, string space)
{
    /// <summary>What a legal text looks like.</summary>
    internal string Example => DartsGenotypeText.ExampleOf(space);

    internal int Position { get; private set; }

    /// <summary>The next character that is no white space, or null at the end.</summary>
    internal char? Peek()
    {
        while (Position < text.Length && text[Position] is ' ' or '\t' or '\r' or '\n')
        {
            Position++;
        }

        return Position < text.Length ? text[Position] : null;
    }

    internal bool TryTake(char symbol)
    {
        if (Peek() != symbol)
        {
            return false;
        }

        Position++;
        return true;
    }

    internal void Take(char symbol)
    {
        if (!TryTake(symbol))
        {
            throw Unexpected($"'{symbol}'");
        }
    }

    /// <summary>An identifier: letters, digits and underscores, not starting with a digit.</summary>
    internal Located<string> TakeName(string expected)
    {
        if (Peek() is not { } first || !(char.IsAsciiLetter(first) || first == '_'))
        {
            throw Unexpected(expected);
        }

        var start = Position;
        while (Position < text.Length && (char.IsAsciiLetterOrDigit(text[Position]) || text[Position] == '_'))
        {
            Position++;
        }

        return new(text[start..Position], start);
    }

    /// <summary>A quoted word. Escapes are refused: no name of this format needs one.</summary>
    internal Located<string> TakeQuoted(DartsNotation notation, string expected)
    {
        if (Peek() is not { } quote || !(quote == '"' || (quote == '\'' && notation == DartsNotation.Field)))
        {
            throw Unexpected(expected);
        }

        var start = Position++;
        while (Position < text.Length && text[Position] != quote)
        {
            if (text[Position] == '\\' || char.IsControl(text[Position]))
            {
                throw Fault(Position, "an escape or control character inside quotes", "write plain names");
            }

            Position++;
        }

        if (Position == text.Length)
        {
            throw Fault(start, "a quote is opened and never closed", $"close it with {quote}");
        }

        return new(text[(start + 1)..Position++], start);
    }

    /// <summary>A whole number without leading zeros.</summary>
    internal Located<int> TakeInteger()
    {
        Peek();
        var start = Position;
        while (Position < text.Length && (char.IsAsciiLetterOrDigit(text[Position]) || text[Position] is '-' or '+' or '.' or '_'))
        {
            Position++;
        }

        var word = text[start..Position];
        if (word.Length == 0)
        {
            throw Unexpected("a whole number");
        }

        var padded = word.TrimStart('-') is { Length: > 1 } digits && digits[0] == '0';
        if (padded || !int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || word[0] == '+')
        {
            throw Fault(start, $"'{DartsGenotypeRules.Quotable(word)}' is no whole number", "write digits only, such as 2");
        }

        return new(number, start);
    }

    /// <summary>A list of items between brackets; the field's notation also takes parentheses and a trailing comma.</summary>
    internal Located<List<T>> TakeList<T>(DartsNotation notation, string expected, Func<T> item)
    {
        var tuple = notation == DartsNotation.Field && Peek() == '(';
        if (!tuple && Peek() != '[')
        {
            throw Unexpected(expected);
        }

        var start = Position++;
        var close = tuple ? ')' : ']';
        var items = new List<T>();
        if (TryTake(close))
        {
            return new(items, start);
        }

        while (true)
        {
            items.Add(item());
            if (TryTake(close))
            {
                return new(items, start);
            }

            if (!TryTake(','))
            {
                throw Unexpected($"',' or '{close}'");
            }

            if (notation == DartsNotation.Field && TryTake(close))
            {
                return new(items, start);
            }
        }
    }

    internal void TakeEnd()
    {
        if (Peek() is not null)
        {
            var rest = DartsGenotypeRules.Quotable(text[Position..]);
            throw Fault(Position, $"'{rest}' follows the genotype", "give one genotype and nothing after it");
        }
    }

    internal InvalidInputException Unexpected(string expected) => Peek() is { } found
        ? Fault(
            Position, $"found '{DartsGenotypeRules.Quotable(found.ToString())}' where {expected} was expected", Example)
        : Fault(Position, $"the text ends where {expected} was expected", Example);

    internal InvalidInputException Fault(int at, string what, string mend)
    {
        var before = text.AsSpan(0, at);
        var column = at - (before.LastIndexOf('\n') + 1) + 1;
        var line = before.Count('\n') + 1;
        var place = text.Contains('\n', StringComparison.Ordinal) ? $"line {line}, column {column}" : $"column {column}";
        return new($"{where}, {place}", what, mend);
    }
}
