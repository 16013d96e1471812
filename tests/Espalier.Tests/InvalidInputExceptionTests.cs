namespace Espalier.Tests;

public sealed class InvalidInputExceptionTests
{
    [Fact]
    public void The_message_is_one_line_whatever_it_quotes() =>
        Assert.Equal("a b: c d  e; f", new InvalidInputException("a\nb", "c\u2028d\r\u0001e", "f").Message);

    [Fact]
    public void What_is_quoted_at_length_is_cut_in_its_middle()
    {
        var message = new InvalidInputException("where", $"begin{new string('x', 1_000_000)}end", "mend").Message;

        Assert.InRange(message.Length, 1000, 6000);
        Assert.StartsWith("where: beginx", message, StringComparison.Ordinal);
        Assert.EndsWith("xend; mend", message, StringComparison.Ordinal);
    }
}
