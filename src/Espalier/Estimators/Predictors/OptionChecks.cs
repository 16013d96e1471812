using System.Runtime.CompilerServices;

namespace Espalier.Estimators.Predictors;

/// <summary>What the options of predictors refuse.</summary>
internal static class OptionChecks
{
    internal static int AtLeastOne(int value, [CallerMemberName] string name = "") =>
        value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, "at least 1");

    internal static double Part(double value, [CallerMemberName] string name = "") =>
        value is > 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, "above 0 and at most 1");

    internal static double NotNegative(double value, [CallerMemberName] string name = "") =>
        value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "a number of at least 0");
}
