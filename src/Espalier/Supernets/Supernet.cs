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

    /// <summary>
    /// Per cell kind, how many trained parameters each choice of each edge has, summed over the cells of the kind: [edges, operations].
    /// </summary>
    public abstract IReadOnlyList<Tensor> OperationParameters { get; }

    /// <summary>
    /// The mixture that the architecture parameters stand for: one tensor [edges, operations] per cell kind, rows on the simplex.
    /// </summary>
    public abstract IReadOnlyList<Tensor> Relax();

    /// <summary>The present mixture as numbers: [edges, operations] per cell kind.</summary>
    public IReadOnlyList<double[,]> Mixture()
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        return [.. Relax().Select(Rows)];
    }

    /// <summary>Logits [N, classes] of images [N, C, H, W] in pixel units under a mixture.</summary>
    public abstract Tensor forward(Tensor images, IReadOnlyList<Tensor> mixture);

    /// <summary>Logits under the mixture of the architecture parameters.</summary>
    public override Tensor forward(Tensor input) => forward(input, Relax());

    /// <summary>The genotype that stands out in the present mixture.</summary>
    public abstract Genotype Derive();

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
