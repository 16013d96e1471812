namespace Espalier.Spaces;

/// <summary>
/// An immutable description of one architecture: the only thing that spaces and strategies exchange.
/// Two genotypes are equal when their space and canonical text are.
/// </summary>
public abstract class Genotype : IEquatable<Genotype>
{
    /// <summary>The name of the search space it belongs to.</summary>
    public abstract string Space { get; }

    /// <summary>The canonical text: one text for one architecture.</summary>
    public abstract string Text { get; }

    /// <summary>The same in the notation that the field uses for the space; null where there is none.</summary>
    public virtual string? FieldNotation => null;

    /// <summary>What it computes, the same for genotypes that differ only in how they are written; where nobody knows better, its text.</summary>
    public virtual string Function => Text;

    /// <inheritdoc/>
    public bool Equals(Genotype? other) =>
        other is not null
        && string.Equals(Space, other.Space, StringComparison.Ordinal)
        && string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as Genotype);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => HashCode.Combine(Space, Text);

    /// <inheritdoc/>
    public sealed override string ToString() => Text;
}
