using Espalier.Spaces.NasBench201.Blocks;

namespace Espalier.Spaces.NasBench201;

/// <summary>One cell of a genotype.</summary>
internal sealed class NasBench201Cell : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> operations;

    internal NasBench201Cell(NasBench201Genotype genotype, int channels, BlockForm form)
        : base(nameof(NasBench201Cell))
    {
        operations = new(genotype.Operations.Select(operation => NasBench201Blocks.Operation(operation, channels, form) ?? new Zeros()));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var states = new List<Tensor> { input };
        for (var node = 0; node < NasBench201Genotype.Nodes; node++)
        {
            states.Add(states
                .Select((state, source) => operations[NasBench201Genotype.EdgeOf(node, source)].call(state))
                .Aggregate((sum, next) => sum + next));
        }

        return states[^1].MoveToOuterDisposeScope();
    }

    /// <summary>What <c>none</c> gives.</summary>
    private sealed class Zeros() : Module<Tensor, Tensor>(nameof(Zeros))
    {
        public override Tensor forward(Tensor input) => input * 0.0f;
    }
}
