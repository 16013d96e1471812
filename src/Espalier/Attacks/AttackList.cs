namespace Espalier.Attacks;

/// <summary>An attack under the name that a user writes.</summary>
/// <param name="Name">E.g. <c>pgd-20</c>.</param>
/// <param name="Attack">The attack.</param>
public sealed record NamedAttack(string Name, IAttack Attack);

/// <summary>
/// Several attacks, one after the other: each works on what the ones before it left standing, so the worst of all counts for each image.
/// </summary>
public class AttackList : StandingAttack
{
    /// <summary>These attacks in this order; the cheap ones had better come first.</summary>
    /// <param name="members">At least one, all of one norm and radius.</param>
    /// <exception cref="ArgumentException">There is none, or they differ in norm or radius.</exception>
    public AttackList(params IReadOnlyList<NamedAttack> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        var threats = members.Select(member => (member.Attack.Settings.Norm, member.Attack.Settings.Epsilon)).Distinct().Count();
        Members = threats == 1 ? members : throw new ArgumentException($"{threats} threat models, not one", nameof(members));
    }

    /// <summary>The attacks, in order.</summary>
    public IReadOnlyList<NamedAttack> Members { get; }

    /// <summary>Those of the first one: norm and radius are those of all.</summary>
    public override AttackSettings Settings => Members[0].Attack.Settings;

    /// <inheritdoc/>
    public override bool ReadsGradients => Members.Any(member => member.Attack.ReadsGradients);

    private protected override int Runs(long classes) => Members.Count;

    private protected override Tensor Run(int run, Module<Tensor, Tensor> model, Standing standing, Generator generator) =>
        Members[run].Attack.Perturb(model, standing.Images, standing.Labels, generator);
}
