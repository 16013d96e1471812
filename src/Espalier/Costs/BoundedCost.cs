namespace Espalier.Costs;

/// <summary>How a cost n (parameters, MACs, ms; the bounds are in its unit) becomes an objective to minimise.</summary>
public enum BoundMode
{
    /// <summary>n: as small as possible.</summary>
    None,

    /// <summary>max(n - U, 0): no more than the upper bound; nothing is gained below it.</summary>
    Ceiling,

    /// <summary>max(L, n): as small as possible, but nothing is gained below the lower bound.</summary>
    Floor,

    /// <summary>max(L - n, n - U, 0): between the bounds, wherever.</summary>
    Band,

    /// <summary>|n - L|: the target L exactly.</summary>
    Abs,

    /// <summary>max(1, L - n), the authors' first "min": pushes up while more than 1 below L; constant 1 elsewhere.</summary>
    AuthorsHingeBelow,

    /// <summary>max(1, n - U), the authors' "max": pushes down while more than 1 above U; constant 1 elsewhere.</summary>
    AuthorsHingeAbove,

    /// <summary>min(U, max(L, n)), the authors' first "both": no pull above U, so it cannot bring an over-size network down.</summary>
    AuthorsClip,

    /// <summary>n + max(max(1, n - U), L - n), the authors' second "both": slope 0 below L - 1, 1 in between, 2 above U + 1.</summary>
    AuthorsPlus,
}

/// <summary>A cost with bounds, as a function of one number with its derivative.</summary>
/// <remarks>
/// <para>
/// The slope is the derivative by n, so the gradient by the architecture is slope times the gradient of the expected cost; a slope of 0
/// says that the bound is satisfied. Exactly at a kink the slope of the max, min or absolute value is 0, which is never outside the
/// one-sided slopes.
/// </para>
/// <para>
/// The 1 in the authors' hinges is in the unit of n, so those modes depend on the unit chosen; the first five modes do not.
/// Source: forms used over time by the code that goes with E2RNAS, arXiv 2011.09820; Ceiling and Band are ours.
/// </para>
/// </remarks>
public sealed record BoundedCost
{
    /// <summary>Builds the function.</summary>
    /// <param name="mode">The form.</param>
    /// <param name="lower">L (the target of <see cref="BoundMode.Abs"/>), finite, at least 0; given exactly when the mode has an L.</param>
    /// <param name="upper">U, finite, at least 0 and at least L; given exactly when the mode has a U.</param>
    /// <exception cref="ArgumentException">A bound is missing, superfluous or out of range; the message names all faults.</exception>
    public BoundedCost(BoundMode mode, double? lower = null, double? upper = null)
    {
        if (Faults(mode, lower, upper) is { Count: > 0 } faults)
        {
            throw new ArgumentException(string.Join("; ", faults), nameof(mode));
        }

        Mode = mode;
        Lower = lower;
        Upper = upper;
    }

    /// <summary>The form.</summary>
    public BoundMode Mode { get; }

    /// <summary>L, in the unit of n; null when the mode has none.</summary>
    public double? Lower { get; }

    /// <summary>U, in the unit of n; null when the mode has none.</summary>
    public double? Upper { get; }

    /// <summary>Everything that is wrong with a choice of mode and bounds, one line each; empty when it is sound.</summary>
    public static IReadOnlyList<string> Faults(BoundMode mode, double? lower, double? upper)
    {
        if (!Enum.IsDefined(mode))
        {
            return [$"no bound mode {mode}"];
        }

        var faults = new List<string>();
        AddFault(faults, mode, "lower", lower, NeedsLower(mode));
        AddFault(faults, mode, "upper", upper, NeedsUpper(mode));
        if (lower > upper)
        {
            faults.Add($"the lower bound {lower} is above the upper bound {upper}");
        }

        return faults;
    }

    /// <summary>Value and slope dL/dn at a cost of n.</summary>
    /// <param name="n">The cost, in the unit of the bounds. NaN gives NaN for both: a diverged step stays visible.</param>
    public (double Value, double Slope) At(double n)
    {
        if (double.IsNaN(n))
        {
            return (n, n);
        }

        var below = Lower.GetValueOrDefault() - n;
        var above = n - Upper.GetValueOrDefault();
        return Mode switch
        {
            BoundMode.None => (n, 1),
            BoundMode.Ceiling => (Math.Max(above, 0), Step(above)),
            BoundMode.Floor => (Math.Max(Lower!.Value, n), Step(-below)),
            BoundMode.Band => (Math.Max(0, Math.Max(below, above)), Step(above) - Step(below)),
            BoundMode.Abs => (Math.Abs(below), Step(-below) - Step(below)),
            BoundMode.AuthorsHingeBelow => (Math.Max(1, below), -Step(below - 1)),
            BoundMode.AuthorsHingeAbove => (Math.Max(1, above), Step(above - 1)),
            BoundMode.AuthorsClip => (Math.Clamp(n, Lower!.Value, Upper!.Value), Step(-below) * Step(-above)),
            _ => (n + Math.Max(Math.Max(1, above), below), 1 + Step(above - 1) - Step(below - 1)),
        };
    }

    /// <summary>The slope of max(x, 0), 0 at the kink.</summary>
    private static double Step(double x) => x > 0 ? 1 : 0;

    /// <summary>Whether a mode has a lower bound.</summary>
    public static bool NeedsLower(BoundMode mode) => mode is not (BoundMode.None or BoundMode.Ceiling or BoundMode.AuthorsHingeAbove);

    /// <summary>Whether a mode has an upper bound.</summary>
    public static bool NeedsUpper(BoundMode mode) =>
        mode is BoundMode.Ceiling or BoundMode.Band or BoundMode.AuthorsHingeAbove or BoundMode.AuthorsClip or BoundMode.AuthorsPlus;

    private static void AddFault(List<string> faults, BoundMode mode, string name, double? bound, bool needed)
    {
        if (bound is null && needed)
        {
            faults.Add($"bound mode {mode} needs the {name} bound");
        }
        else if (bound is { } value && !needed)
        {
            faults.Add($"bound mode {mode} has no {name} bound, but {value} is given");
        }
        else if (bound is { } given && !(given >= 0 && double.IsFinite(given)))
        {
            faults.Add($"the {name} bound is {given}, not a finite number of at least 0");
        }
    }
}
