using Espalier.Attacks.Apgd;
using Espalier.Attacks.Fab;
using Espalier.Attacks.RandomSearch;
using Espalier.Catalog;

namespace Espalier.Attacks;

/// <summary>
/// The standard evaluation: Auto-PGD on the cross-entropy, targeted Auto-PGD, the targeted boundary attack and the Square attack, with nothing
/// to tune.
/// </summary>
/// <remarks>
/// The authors' version called standard: 100 steps and one restart of each, nine target classes, 5,000 queries. The attacks differ in loss, in what
/// they look for and in whether they need gradients, so that what blunts one does not blunt all.
/// </remarks>
/// <param name="settings">Norm and radius; all else is the standard's.</param>
[Method(
    "autoattack",
    Paper = "Croce and Hein, Reliable evaluation of adversarial robustness with an ensemble of diverse parameter-free attacks, arXiv 2003.01690",
    Year = 2020,
    Summary = "The standard ensemble: apgd-ce, apgd-t, fab-t and square, each on what still stands; the worst case counts.")]
public sealed class AutoAttack(AttackSettings settings) : AttackList(Standard(settings))
{
    private static NamedAttack[] Standard(AttackSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var threat = new AttackSettings { Norm = settings.Norm, Epsilon = settings.Epsilon };
        return
        [
            new("apgd-ce", new ApgdCe(threat)),
            new("apgd-t", new ApgdTargeted(threat)),
            new("fab-t", new FabTargeted(threat)),
            new("square", new Square(threat)),
        ];
    }
}
