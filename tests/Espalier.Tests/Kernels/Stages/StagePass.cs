using Espalier.Kernels.Cells;

namespace Espalier.Tests.Kernels.Stages;

/// <summary>A way forth through a fused stage whose graph is kept for several ways back.</summary>
internal sealed class StagePass : IDisposable
{
    private readonly StageModules modules;
    private readonly Tensor output;
    private readonly Tensor gradient;

    internal StagePass(StageModules modules, StageCase form)
    {
        this.modules = modules;
        var (input, _) = StageChecks.Draw(form);
        Input = input.requires_grad_();
        output = EdgeFunction.Apply(modules.Choice, Input);
        using var generator = new Generator(form.Seed + 2);
        gradient = randn(output.shape, generator: generator);
    }

    internal Tensor Input { get; }

    /// <summary>The input and everything that is trained.</summary>
    internal IEnumerable<Tensor> Leaves => modules.Weights.Select(weight => (Tensor)weight.Value).Prepend(Input);

    internal IList<Tensor> Gradients(params Tensor[] leaves) => autograd.grad([output], leaves, [gradient], retain_graph: true);

    public void Dispose()
    {
        output.Dispose();
        gradient.Dispose();
    }
}
