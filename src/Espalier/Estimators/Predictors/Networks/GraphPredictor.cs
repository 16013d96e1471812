using Espalier.Spaces;

namespace Espalier.Estimators.Predictors.Networks;

/// <summary>
/// The frame of networks that see an architecture as a graph: a row holds the one-hot labels of all vertices, then the matrix of which vertex
/// gives to which.
/// </summary>
public abstract class GraphPredictor : NetworkPredictor
{
    private readonly CellGraph graph;

    /// <param name="context">What it is made from.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="global">Whether a vertex is added, the last, that all others give to and that is asked for the accuracy.</param>
    private protected GraphPredictor(PredictorContext context, NetworkPredictorOptions options, bool global)
        : base(context, options) => graph = new CellGraph(Choices.Cells(context), global);

    /// <summary>How many vertices there are.</summary>
    private protected int Vertices => graph.Vertices;

    /// <summary>How many labels there are.</summary>
    private protected int Labels => graph.Labels;

    private protected sealed override float[] Row(NetworkFacts network)
    {
        var (labels, gives) = graph.Of(network.Genotype);
        var row = new float[Vertices * (Labels + Vertices)];
        var edges = row.AsSpan(Vertices * Labels);
        for (var from = 0; from < labels.Length; from++)
        {
            row[(from * Labels) + labels[from]] = 1;
            for (var to = 0; to < labels.Length; to++)
            {
                edges[(from * Vertices) + to] = gives[from, to] ? 1 : 0;
            }
        }

        return row;
    }

    /// <summary>Rows as labels [N, V, L] and as the matrix of who takes from whom [N, V, V], in the caller's scope.</summary>
    private protected static (Tensor Labels, Tensor Takes) Split(Tensor rows, int vertices, int labels)
    {
        ArgumentNullException.ThrowIfNull(rows);
        using var scope = NewDisposeScope();
        var label = rows.narrow(1, 0, vertices * labels).reshape(-1, vertices, labels);
        var gives = rows.narrow(1, vertices * labels, vertices * vertices).reshape(-1, vertices, vertices);
        return (label.MoveToOuterDisposeScope(), gives.transpose(1, 2).MoveToOuterDisposeScope());
    }

    /// <summary>Each row of a matrix [N, V, V], itself added, divided by its sum, in the caller's scope.</summary>
    private protected static Tensor Averaging(Tensor takes)
    {
        ArgumentNullException.ThrowIfNull(takes);
        using var scope = NewDisposeScope();
        var withSelf = takes + arange(0, takes.size(1)).unsqueeze(0).eq(arange(0, takes.size(1)).unsqueeze(1)).to(ScalarType.Float32);
        return (withSelf / withSelf.sum([2], keepdim: true)).MoveToOuterDisposeScope();
    }
}
