using Espalier.Attacks;

namespace Espalier.Evaluation;

/// <summary>
/// What a network made of each of some images, as they are and under attacks: what tests on the same images need, which counts cannot give. The content of
/// <c>outcomes.json</c> beside the weights of a run, schema 1.
/// </summary>
public sealed record ImageOutcomes
{
    /// <summary>The version of this format.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The checksum of the network's weights.</summary>
    public required string Model { get; init; }

    /// <summary>Whose test images, as the user named them.</summary>
    public required string Data { get; init; }

    /// <summary>The images' checksum, <see cref="Espalier.Data.DataChecksum"/>: two networks were shown the same exactly where this is the same.</summary>
    public required string Images { get; init; }

    /// <summary>Clean first, then under attacks; all of as many images.</summary>
    public required IReadOnlyList<ImageOutcome> Outcomes { get; init; }

    /// <summary>How many images.</summary>
    internal int Count => Outcomes[0].Right.Length;

    /// <summary>Whether the digits fit each other: a file may have been changed.</summary>
    internal bool IsSound() => Outcomes is [{ Threat: null, Right.Length: > 0 }, ..]
        && Outcomes.Skip(1).All(outcome => outcome is { Threat: { Name: not null, Attacks: { Count: > 0 } attacks } } && attacks.All(attack => attack is not null))
        && Outcomes.All(outcome => outcome.Right?.Length == Count && outcome.Right.All(digit => digit is '0' or '1'));
}

/// <summary>What became of the images under one condition.</summary>
/// <param name="Threat">What was done to them; null: nothing.</param>
/// <param name="Right">A digit for each image, in order: 1 where it is classified rightly (under attack: and as it is, too), else 0.</param>
public sealed record ImageOutcome(FacedThreat? Threat, string Right);

/// <summary>
/// What images were attacked by: the threat model, and the attacks of which the worst counts. Equal where the same is asked of two networks, whatever it is
/// called; seeds are no part of it, since they decide draws and not strength.
/// </summary>
/// <param name="Name">What the user called it, e.g. <c>autoattack</c>.</param>
/// <param name="Norm">What <paramref name="Epsilon"/> measures.</param>
/// <param name="Epsilon">The radius in pixel units.</param>
/// <param name="Attacks">The attacks in order, with every choice made; at least one.</param>
public sealed record FacedThreat(string Name, Norm Norm, double Epsilon, IReadOnlyList<RequestedAttack> Attacks)
{
    /// <summary>What one attack is.</summary>
    internal static FacedThreat Of(string name, IAttack attack) =>
        new(name, attack.Settings.Norm, attack.Settings.Epsilon, [RequestedAttack.Of(new NamedAttack(name, attack))]);

    /// <inheritdoc/>
    public bool Equals(FacedThreat? other) =>
        other is not null && Norm == other.Norm && Epsilon == other.Epsilon && Attacks.SequenceEqual(other.Attacks);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Norm, Epsilon, Attacks.Count);
}
