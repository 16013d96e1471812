using Espalier.Attacks;
using Espalier.Evaluation;

namespace Espalier.Tests.Evaluation;

/// <summary>Requests of robust evaluations, and what could have come of them.</summary>
internal static class Requests
{
    public static RobustRequest Of(IReadOnlyList<NamedAttack> attacks, int images, string model = "0f") => new()
    {
        Model = model,
        Data = "toy",
        Images = images,
        Attack = string.Join(',', attacks.Select(attack => attack.Name)),
        Norm = attacks[0].Attack.Settings.Norm,
        Epsilon = attacks[0].Attack.Settings.Epsilon,
        Attacks = [.. attacks.Select(RequestedAttack.Of)],
        Seed = 1,
        Batch = 16,
    };

    /// <summary>Ten images of which eight are right; the first attack breaks two, the second one.</summary>
    public static RobustEvaluation Evaluated(string attacks = "fgsm,square", string model = "0f", Norm norm = Norm.Linf) => new()
    {
        Request = Of(AttackCatalog.Parts(attacks, new AttackSettings { Norm = norm, Epsilon = 4.0 / 255 }), 10, model) with { Attack = attacks },
        Clean = 8,
        Attacks = [new("fgsm", 8, 2, 0.5), new("square", 6, 1, 1.5)],
        Survived = "1111100000",
        Alarms = [],
        Notes = [],
        Seconds = 2.5,
        Command = "espalier evaluate --model runs/a",
    };
}
