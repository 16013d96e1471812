namespace Espalier.Tests.Export.Operators;

/// <summary>A network that is one function of its images; parts that the function uses are its own.</summary>
internal sealed class Computing : Module<Tensor, Tensor>
{
    private readonly Func<Tensor, Tensor> function;

    internal Computing(Func<Tensor, Tensor> function, params Module[] parts)
        : base(nameof(Computing))
    {
        this.function = function;
        for (var i = 0; i < parts.Length; i++)
        {
            register_module($"{i}", parts[i]);
        }
    }

    /// <summary>Rows, as a classifier gives them.</summary>
    public override Tensor forward(Tensor input)
    {
        var result = function(input);
        return result.dim() > 2 ? result.flatten(1) : result;
    }
}

/// <summary>A function whose backward is our own.</summary>
internal sealed class Doubling : autograd.SingleTensorFunction<Doubling>
{
    public override string Name => nameof(Doubling);

    protected override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => (Tensor)vars[0] * 2;

    protected override List<Tensor?> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output * 2];
}
