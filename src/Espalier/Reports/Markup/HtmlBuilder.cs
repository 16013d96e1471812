using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Espalier.Reports.Markup;

/// <summary>Takes an interpolated string apart for <see cref="Html.Of"/>: so nothing gets into a page unescaped by oversight.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlBuilder
{
    private readonly StringBuilder markup;

    /// <summary>Called by the compiler.</summary>
    public HtmlBuilder(int literalLength, int formattedCount) => markup = new StringBuilder(literalLength + (formattedCount * 8));

    /// <summary>Called by the compiler for what is written in the source.</summary>
    public void AppendLiteral(string literal) => markup.Append(literal);

    /// <summary>Called by the compiler for what is in braces.</summary>
    public void AppendFormatted<T>(T value, string? format = null)
    {
        switch (value)
        {
            case Html piece:
                markup.Append(piece.ToString());
                break;
            case IEnumerable<Html> pieces:
                foreach (var piece in pieces)
                {
                    markup.Append(piece.ToString());
                }

                break;
            case IFormattable number:
                markup.Append(WebUtility.HtmlEncode(number.ToString(format, CultureInfo.InvariantCulture)));
                break;
            default:
                markup.Append(WebUtility.HtmlEncode(value?.ToString()));
                break;
        }
    }

    internal string Markup() => markup.ToString();
}
