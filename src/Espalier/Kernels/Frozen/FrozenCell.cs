using Espalier.Kernels.Cells;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Frozen;

/// <summary>A cell of a genotype whose numbers no longer change, on one sample.</summary>
internal sealed unsafe class FrozenCell : IDisposable
{
    private readonly FrozenInput[] inputs;
    private readonly FrozenState[] states;
    private readonly FrozenState[] outputs;
    private readonly FrozenState[] others;
    private readonly FrozenEdge[][] edges;

    /// <summary>A cell that reads two joints.</summary>
    internal FrozenCell(FusedCellPlan plan, FrozenLayout layout, FrozenJoint first, FrozenJoint second)
    {
        Channels = plan.Channels;
        var rows = RowKernels.For(plan.Channels);
        var own = plan.Edges.Skip(plan.InputEdges).ToArray();
        inputs = [.. plan.Inputs.Zip([first, second]).Select((input, i) =>
            new FrozenInput(((StagesChoice)input.First).Stages[0], rows, layout, input.Second, Border(i)))];
        states = new FrozenState[plan.States - inputs.Length];
        edges = new FrozenEdge[states.Length][];
        for (var i = 0; i < states.Length; i++)
        {
            var ending = Array.FindAll(own, edge => edge.Node + inputs.Length == i);
            states[i] = i < inputs.Length ? inputs[i].State : new FrozenState(rows, layout, Size(ending[0]), Border(i));
            edges[i] = Array.ConvertAll(
                ending, edge => FrozenEdge.Of(edge.Choices[0].Parts, rows, layout, states[edge.Source], states[i]));
        }

        outputs = [.. plan.Outputs.Select(node => states[node + inputs.Length])];
        others = [.. states.Except(outputs)];

        int Border(int state) => own.Where(edge => edge.Source == state)
            .Select(edge => edge.Choices[0].Parts is StagesChoice stages ? stages.Stages[0].Border : -1).DefaultIfEmpty(-1).Max();

        (int Height, int Width, int Channels) Size(FusedEdgePlan edge)
        {
            var size = states[edge.Source].Size;
            return (((size.Height - 1) / edge.Stride) + 1, ((size.Width - 1) / edge.Stride) + 1, rows.Pad(plan.Channels));
        }
    }

    /// <summary>The nodes that stand side by side in what comes out.</summary>
    internal IReadOnlyList<FrozenState> Outputs => outputs;

    /// <summary>Channels of a node, without those filled up.</summary>
    internal int Channels { get; }

    /// <summary>Whether it is a cell of a genotype: one choice for each edge, and inputs by one stage.</summary>
    internal static bool Handles(FusedCellPlan plan) =>
        plan.Edges.All(edge => edge.Choices.Count == 1) && plan.Inputs.All(input => input is StagesChoice { Stages.Count: 1 });

    /// <summary>From the joints to the nodes.</summary>
    internal void Forward(in FrozenMemory memory)
    {
        foreach (var input in inputs)
        {
            input.Forward(memory);
        }

        for (var i = inputs.Length; i < states.Length; i++)
        {
            states[i].Begin(memory);
            foreach (var edge in edges[i])
            {
                edge.Forward(memory);
            }

            states[i].Finish(memory);
        }
    }

    /// <summary>No gradient yet: for every state but those that <see cref="Outputs"/> have theirs written.</summary>
    internal void BeginBack(in FrozenMemory memory)
    {
        foreach (var state in others)
        {
            state.BeginBack(memory);
        }
    }

    /// <summary>From the gradients of the nodes to those of the joints.</summary>
    internal void Backward(in FrozenMemory memory)
    {
        for (var i = states.Length - 1; i >= inputs.Length; i--)
        {
            states[i].FinishBack(memory);
            for (var j = edges[i].Length - 1; j >= 0; j--)
            {
                edges[i][j].Backward(memory);
            }
        }

        for (var i = inputs.Length - 1; i >= 0; i--)
        {
            inputs[i].Backward(memory);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(edges, ending => Array.ForEach(ending, edge => edge.Dispose()));
        Array.ForEach(inputs, input => input.Dispose());
    }
}
