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
        : base($"{where}: {what}; {mend}", inner)
    {
    }
}
