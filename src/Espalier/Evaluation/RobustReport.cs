using Espalier.Attacks;

namespace Espalier.Evaluation;

/// <summary>Accuracy of one network on the same images, clean and attacked.</summary>
/// <param name="Clean">On the images as they are.</param>
/// <param name="Fgsm">Under <paramref name="FgsmSettings"/>; never above <paramref name="Clean"/>.</param>
/// <param name="Pgd">Under <paramref name="PgdSettings"/>; never above <paramref name="Clean"/>.</param>
/// <param name="FgsmSettings">The attack of one step, with every choice made.</param>
/// <param name="PgdSettings">The attack of many steps, with every choice made.</param>
public sealed record RobustReport(Accuracy Clean, Accuracy Fgsm, Accuracy Pgd, AttackSettings FgsmSettings, AttackSettings PgdSettings)
{
    /// <summary>What became of each image: as it is, under FGSM, under PGD.</summary>
    public required IReadOnlyList<ImageOutcome> Outcomes { get; init; }
}
