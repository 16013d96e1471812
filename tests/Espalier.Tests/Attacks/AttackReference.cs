using Espalier.Attacks;

namespace Espalier.Tests.Attacks;

/// <summary>
/// What an independent implementation finds on <see cref="SineNetwork"/>: <c>/usr/bin/python3 benchmarks/peers/attacks.py</c>, written from the
/// papers, run with torch 1.13.0 and numpy 1.24.2 of Debian 12. 20 steps each.
/// </summary>
internal static class AttackReference
{
    public const int Steps = 20;

    /// <summary>The highest loss of each image that Auto-PGD finds, by norm and loss.</summary>
    public static TheoryData<Norm, string, double[]> Ascents { get; } = new()
    {
        { Norm.Linf, "CrossEntropy", [0.432584536332, 1.25849747068, 0.450656681739, 1.28155551064, 0.486345826588, 1.22160956821] },
        { Norm.Linf, "Ratio", [-0.464374824169, 0.253801318484, -0.743909880799, 0.389486441839, -0.711177820178, -0.472974498987] },
        { Norm.Linf, "TargetedRatio", [-0.800744766145, 0.428985224645, -0.715475368851, 0.368093862172, -0.682481339475, 0.288468913018] },
        { Norm.L2, "CrossEntropy", [0.827076318054, 1.68455549842, 0.848403515594, 1.6150726511, 0.893167008328, 1.59195833421] },
        { Norm.L2, "Ratio", [-0.0554710043165, 1, -0.594222659414, 1, -0.0691040893645, -0.298463554558] },
        { Norm.L2, "TargetedRatio", [-0.710238222029, 0.858294995391, -0.614881716026, 0.788306733271, -0.527477538289, 0.71108678887] },
    };

    /// <summary>How far the nearest misclassified point is that FAB finds, by norm and rank of the target.</summary>
    public static TheoryData<Norm, int, double[]> Distances { get; } = new()
    {
        { Norm.Linf, 0, [0.20882379523, 0.0509397605938, 0.209418377716, 0.0619839069727, 0.207217370644, 0.072580959722] },
        { Norm.Linf, 1, [0.152302052934, 0.164573444505, 0.152017997348, 0.180558806547, 0.149587036639, 0.193697285953] },
        { Norm.L2, 0, [0.503883099094, 0.152013272751, 0.507358398355, 0.180328037912, 0.501250910492, 0.211976577879] },
        { Norm.L2, 1, [0.411890514557, 0.456550782274, 0.414431594076, 0.504392272452, 0.411684902125, 0.546114699186] },
    };

    /// <summary>The radius of the reference's ascents.</summary>
    public static double Epsilon(Norm norm) => norm == Norm.L2 ? 0.4 : 0.1;
}
