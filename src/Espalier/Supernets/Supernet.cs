using Espalier.Spaces;

namespace Espalier.Supernets;

/// <summary>
/// The owner of shared weights and of the architecture parameters over them. The architecture parameters are no parameters of the
/// module: weight decay, clipping and the optimiser of the weights cannot reach them.
/// </summary>
/// <param name="name">How it names itself.</param>
public abstract class Supernet(string name) : Module<Tensor, Tensor>(name)
{
    /// <summary>One tensor [edges, operations] per cell kind: what a relaxation is computed from.</summary>
    public abstract IReadOnlyList<Parameter> Architecture { get; }

    /// <summary>How its edges are made; by default the plain way.</summary>
    public virtual SupernetForm Form => SupernetForm.Plain;

    /// <summary>
    /// Everything that the upper level of a search trains: <see cref="Architecture"/>, then logits of edges [edges], one tensor per cell kind,
    /// where the form has them.
    /// </summary>
    public virtual IReadOnlyList<Parameter> ArchitectureParameters => Architecture;

    /// <summary>
    /// Per cell kind, how many trained parameters each choice of each edge has, summed over the cells of the kind: [edges, operations]. They
    /// are those of cells whose every channel goes through operations, as in the network that is trained in the end.
    /// </summary>
    public abstract IReadOnlyList<Tensor> OperationParameters { get; }

    /// <summary>The columns of a relaxation that a genotype may choose; by default all.</summary>
    public virtual IReadOnlyList<int> Derivable => [.. Enumerable.Range(0, (int)Architecture[0].size(1))];

    /// <summary>How many edges into a node a genotype keeps; by default all.</summary>
    public virtual int EdgesPerNode => int.MaxValue;

    /// <summary>
    /// The mixture that the architecture parameters stand for: one tensor [edges, operations] per cell kind, rows on the simplex.
    /// </summary>
    public abstract IReadOnlyList<Tensor> Relax();

    /// <summary>
    /// Per cell kind, each edge's share among those into its node, [edges], which a pass multiplies every mixture by; null where the form
    /// has no edge normalisation.
    /// </summary>
    public virtual IReadOnlyList<Tensor>? RelaxEdges() => null;

    /// <summary>
    /// What each choice counts in the expected cost of the network, [edges, operations] per cell kind: <see cref="Relax"/>; where edges are
    /// normalised, times the edge's share in units of an even one, so that edges of which none is preferred count 1 each.
    /// </summary>
    public virtual IReadOnlyList<Tensor> Presence() => Relax();

    /// <summary>How a pass mixes where that is something else than <see cref="Relax"/>; null: it is not.</summary>
    public IRelaxation? Relaxation { get; set; }

    /// <summary>
    /// The present mixture as numbers: [edges, operations] per cell kind, what a genotype is derived from. Where edges are normalised, rows are
    /// multiplied by the edges' shares (PC-DARTS, section 3.3) and sum to them.
    /// </summary>
    public IReadOnlyList<double[,]> Mixture()
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var edges = RelaxEdges();
        return [.. Relax().Select((rows, kind) => Rows(edges is null ? rows : rows * edges[kind].unsqueeze(-1)))];
    }

    /// <summary>
    /// Logits [N, classes] of images [N, C, H, W] in pixel units under a mixture. Where its numbers are exactly 0, operations are left out;
    /// if it has a gradient, those numbers are added in their place, so that they have one as well (GDAS). Edge normalisation is not a part
    /// of a mixture: the supernet brings it in.
    /// </summary>
    public abstract Tensor forward(Tensor images, IReadOnlyList<Tensor> mixture);

    /// <summary>Logits under the mixture that the <see cref="Relaxation"/> makes of the architecture parameters.</summary>
    public override Tensor forward(Tensor input) => forward(input, Relaxation?.Mix(Architecture) ?? Relax());

    /// <summary>The genotype that stands out in the present mixture.</summary>
    public Genotype Derive() => Derive(Mixture());

    /// <summary>The genotype that stands out in weights [edges, operations] per cell kind.</summary>
    public abstract Genotype Derive(IReadOnlyList<double[,]> weights);

    /// <summary>The same by another rule than the longest path, where genotypes are paths; elsewhere there is one rule.</summary>
    public virtual Genotype Derive(IReadOnlyList<double[,]> weights, PathRule rule) => Derive(weights);

    /// <summary>The columns that an edge may still choose where others are decided; by default all that are derivable.</summary>
    /// <param name="kind">The edge's kind.</param>
    /// <param name="decided">Per kind and edge, the column that was decided, or a number below 0.</param>
    public virtual IReadOnlyList<int> Choosable(int kind, IReadOnlyList<int[]> decided) => Derivable;

    /// <summary>A network of its own with a genotype's share of the weights; the caller owns it.</summary>
    public abstract Network Extract(Genotype genotype);

    private static double[,] Rows(Tensor mixture)
    {
        var values = mixture.to(ScalarType.Float64).data<double>();
        var rows = new double[mixture.size(0), mixture.size(1)];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i / rows.GetLength(1), i % rows.GetLength(1)] = values[i];
        }

        return rows;
    }
}
