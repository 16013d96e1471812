namespace Espalier.Attacks;

/// <summary>What the length of a displacement is measured by.</summary>
public enum Norm
{
    /// <summary>The largest change of a pixel.</summary>
    Linf,

    /// <summary>The Euclidean length of the change of a whole image.</summary>
    L2,
}

/// <summary>Facts about <see cref="Norm"/>.</summary>
public static class Norms
{
    /// <summary>As people and files write it: <c>linf</c>, <c>l2</c>.</summary>
    public static string Text(this Norm norm) => norm switch
    {
        Norm.Linf => "linf",
        Norm.L2 => "l2",
        _ => throw new ArgumentOutOfRangeException(nameof(norm), norm, "not a norm"),
    };

    /// <summary>The radius of a ball where nobody says another, in pixel units.</summary>
    public static double DefaultEpsilon(this Norm norm) => norm == Norm.L2 ? AttackSettings.DefaultEuclideanEpsilon : AttackSettings.DefaultEpsilon;

    /// <summary>The largest radius that makes sense, in pixel units; beyond it somebody forgot to divide by 255.</summary>
    public static double MostEpsilon(this Norm norm) => norm == Norm.L2 ? AttackSettings.MostEuclideanEpsilon : 1;
}
