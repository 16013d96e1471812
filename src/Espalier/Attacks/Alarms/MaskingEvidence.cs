namespace Espalier.Attacks.Alarms;

/// <summary>What alarms look at.</summary>
public sealed record MaskingEvidence
{
    /// <summary>From images in pixel units to logits [N, classes], in evaluation mode. Borrowed.</summary>
    public required Module<Tensor, Tensor> Model { get; init; }

    /// <summary>float [N, C, H, W] in pixel units, at least one, all of which the network classifies rightly as they are. Borrowed.</summary>
    public required Tensor Images { get; init; }

    /// <summary>int64 [N], their classes. Borrowed.</summary>
    public required Tensor Labels { get; init; }

    /// <summary>Norm and radius of the attacks.</summary>
    public required AttackSettings Threat { get; init; }

    /// <summary>The attacks that were made, in order, with how many images each was shown and how many of these it broke.</summary>
    public required IReadOnlyList<AttackCount> Attacks { get; init; }

    /// <summary>What draws derive from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How many of <see cref="Images"/> an attack leaves standing.</summary>
    internal int Standing(IAttack attack)
    {
        ArgumentNullException.ThrowIfNull(attack);
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        using var generator = new Generator(SeededRandom.Derive(Seed, "alarm"));
        var found = attack.Perturb(Model, Images, Labels, generator);
        return Margin.Broken(Model.call(found), Labels).Count(broken => !broken);
    }
}

/// <summary>An attack and what came of it.</summary>
/// <param name="Name">E.g. <c>apgd-ce</c>.</param>
/// <param name="Attacked">Images that stood before it.</param>
/// <param name="Broken">How many of them it broke.</param>
/// <param name="ReadsGradients">Whether it uses gradients.</param>
public sealed record AttackCount(string Name, int Attacked, int Broken, bool ReadsGradients);
