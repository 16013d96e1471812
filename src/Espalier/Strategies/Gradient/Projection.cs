using Espalier.Supernets;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// A relaxation part of whose edges are decided: those take one operation, or nothing where the edge was taken away; on the others an
/// operation may be left out for a look, the rest staying as it is.
/// </summary>
/// <param name="inner">What mixes the undecided edges; null: the softmax.</param>
/// <param name="kinds">Cell kinds.</param>
/// <param name="edges">Edges of a cell.</param>
internal sealed class Projection(IRelaxation? inner, int kinds, int edges) : IRelaxation
{
    /// <summary>An edge that nothing is decided of.</summary>
    internal const int Undecided = -1;

    /// <summary>An edge that is taken away.</summary>
    internal const int Removed = -2;

    /// <summary>Per cell kind and edge: the operation, <see cref="Undecided"/> or <see cref="Removed"/>.</summary>
    internal int[][] Decided { get; } = [.. Enumerable.Range(0, kinds).Select(_ => Enumerable.Repeat(Undecided, edges).ToArray())];

    /// <summary>An operation of an undecided edge that a look leaves out.</summary>
    internal (int Kind, int Edge, int Operation)? LeftOut { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Mix(IReadOnlyList<Tensor> logits) =>
        Keep(inner?.Mix(logits) ?? [.. logits.Select(rows => rows.softmax(-1))]);

    /// <summary>Mixtures with what is decided in them, in the caller's scope.</summary>
    internal IReadOnlyList<Tensor> Keep(IReadOnlyList<Tensor> mixtures) => [.. mixtures.Select(Masked)];

    private Tensor Masked(Tensor rows, int kind)
    {
        using var scope = NewDisposeScope();
        var columns = (int)rows.size(1);
        var (kept, set) = (new float[edges * columns], new float[edges * columns]);
        for (var i = 0; i < kept.Length; i++)
        {
            var (edge, operation) = (i / columns, i % columns);
            var decided = Decided[kind][edge];
            kept[i] = decided == Undecided && LeftOut != (kind, edge, operation) ? 1 : 0;
            set[i] = decided == operation ? 1 : 0;
        }

        return ((rows * tensor(kept, rows.shape)) + tensor(set, rows.shape)).MoveToOuterDisposeScope();
    }
}
