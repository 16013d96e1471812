using System.Runtime.CompilerServices;

namespace Espalier.Catalog;

/// <summary>
/// What options check themselves by, in their <c>init</c>: a value inside its range is returned, any other, what is not a finite number among
/// them, is refused with the range and the option's name.
/// </summary>
internal static class OptionRange
{
    /// <summary>A value of at least 1.</summary>
    internal static int AtLeastOne(int value, [CallerMemberName] string name = "") => AtLeast(value, 1, name);

    /// <inheritdoc cref="AtLeastOne(int, string)"/>
    internal static double AtLeastOne(double value, [CallerMemberName] string name = "") =>
        value >= 1 && double.IsFinite(value) ? value : throw Outside(value, "at least 1", name);

    /// <summary>A value of at least <paramref name="least"/>.</summary>
    internal static int AtLeast(int value, int least, [CallerMemberName] string name = "") =>
        value >= least ? value : throw Outside(value, $"at least {least}", name);

    /// <summary>A value of at least 0.</summary>
    internal static int NotNegative(int value, [CallerMemberName] string name = "") => AtLeast(value, 0, name);

    /// <inheritdoc cref="NotNegative(int, string)"/>
    internal static double NotNegative(double value, [CallerMemberName] string name = "") =>
        value >= 0 && double.IsFinite(value) ? value : throw Outside(value, "at least 0", name);

    /// <summary>A value above 0.</summary>
    internal static double Positive(double value, [CallerMemberName] string name = "") =>
        value > 0 && double.IsFinite(value) ? value : throw Outside(value, "above 0", name);

    /// <summary>A value above 0 and at most 1: a part of something that is not nothing.</summary>
    internal static double Part(double value, [CallerMemberName] string name = "") =>
        value is > 0 and <= 1 ? value : throw Outside(value, "above 0 and at most 1", name);

    /// <summary>A value from 0 to 1.</summary>
    internal static double Share(double value, [CallerMemberName] string name = "") =>
        value is >= 0 and <= 1 ? value : throw Outside(value, "from 0 to 1", name);

    /// <summary>A value from 0 up to but not 1.</summary>
    internal static double BelowOne(double value, [CallerMemberName] string name = "") =>
        value is >= 0 and < 1 ? value : throw Outside(value, "from 0 to below 1", name);

    private static ArgumentOutOfRangeException Outside(object value, string range, string name) => new(name, value, range);
}
