namespace Espalier.Estimators.Predictors;

/// <summary>What options of predictors check themselves by.</summary>
internal static class OptionRange
{
    /// <summary>The value, a finite number above 0.</summary>
    internal static double Positive(double value, string name) =>
        value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "above 0");

    /// <summary>The value, a finite number of at least 0.</summary>
    internal static double NotNegative(double value, string name) =>
        value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "at least 0");

    /// <summary>The value, from 0 up to but not 1.</summary>
    internal static double BelowOne(double value, string name) =>
        value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(name, value, "from 0 to below 1");

    /// <summary>The value, at least <paramref name="least"/>.</summary>
    internal static int AtLeast(int least, int value, string name) =>
        value >= least ? value : throw new ArgumentOutOfRangeException(name, value, $"at least {least}");
}
