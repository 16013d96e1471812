using static Espalier.Torch.torch;
using static Espalier.Torch.torch.autograd;

namespace Espalier.Torch.Tests;

/// <summary>x^3, which keeps its input.</summary>
internal sealed class Cube : SingleTensorFunction<Cube>
{
    public override string Name => nameof(Cube);

    protected override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        var x = (Tensor)vars[0];
        ctx.save_for_backward([x]);
        return x * x * x;
    }

    protected override List<Tensor?> backward(AutogradContext ctx, Tensor grad_output)
    {
        var x = ctx.get_saved_variables()[0];
        return [grad_output * (x * x * 3)];
    }
}

/// <summary>e^(scale x), which keeps its output and a number.</summary>
internal sealed class ScaledExponential : SingleTensorFunction<ScaledExponential>
{
    public override string Name => nameof(ScaledExponential);

    protected override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        var scale = (double)vars[0];
        var y = ((Tensor)vars[1] * scale).exp();
        ctx.save_for_backward([y]);
        ctx.save_data("scale", scale);
        return y;
    }

    protected override List<Tensor?> backward(AutogradContext ctx, Tensor grad_output) =>
        [grad_output * ctx.get_saved_variables()[0] * (double)ctx.get_data("scale")];
}

/// <summary>(x y, x / y), which keeps a value that is neither input nor output.</summary>
internal sealed class ProductAndQuotient : MultiTensorFunction<ProductAndQuotient>
{
    public override string Name => nameof(ProductAndQuotient);

    protected override List<Tensor> forward(AutogradContext ctx, params object[] vars)
    {
        var (x, y) = ((Tensor)vars[0], (Tensor)vars[1]);
        var inverse = y.reciprocal();
        ctx.save_for_backward([x, y, inverse]);
        return [x * y, x * inverse];
    }

    protected override List<Tensor?> backward(AutogradContext ctx, IReadOnlyList<Tensor?> grad_outputs)
    {
        var (x, y, inverse) = (ctx.get_saved_variables()[0], ctx.get_saved_variables()[1], ctx.get_saved_variables()[2]);
        var (product, quotient) = (grad_outputs[0] ?? x.zeros_like(), grad_outputs[1] ?? x.zeros_like());
        return
        [
            ctx.needs_input_grad(0) ? (product * y) + (quotient * inverse) : null,
            ctx.needs_input_grad(1) ? (product * x) - (quotient * x * inverse * inverse) : null,
        ];
    }
}

/// <summary>The largest of each row, where it is (integers), and a copy that no gradient flows through.</summary>
internal sealed class RowMaximum : MultiTensorFunction<RowMaximum>
{
    public override string Name => nameof(RowMaximum);

    protected override List<Tensor> forward(AutogradContext ctx, params object[] vars)
    {
        var x = (Tensor)vars[0];
        var (values, indexes) = x.max(1);
        var constant = values.clone();
        ctx.save_for_backward([indexes, x]);
        ctx.mark_non_differentiable([constant]);
        return [indexes, values, constant];
    }

    protected override List<Tensor?> backward(AutogradContext ctx, IReadOnlyList<Tensor?> grad_outputs)
    {
        Assert.Null(grad_outputs[0]);
        Assert.Null(grad_outputs[2]);
        var (indexes, x) = (ctx.get_saved_variables()[0], ctx.get_saved_variables()[1]);
        var chosen = nn.functional.one_hot(indexes, x.shape[1]).to(x.dtype);
        return [chosen * grad_outputs[1]!.unsqueeze(1)];
    }
}

/// <summary>Gives back a copy; what its backward does is up to the test.</summary>
internal sealed class Scripted : SingleTensorFunction<Scripted>
{
    public override string Name => nameof(Scripted);

    /// <summary>Passed through the forward as an argument, so that a test has no global state.</summary>
    public delegate List<Tensor?> Script(AutogradContext context, Tensor gradient);

    protected override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        ctx.save_data("script", vars.OfType<Script>().Single());
        return vars.OfType<Tensor>().First().clone();
    }

    protected override List<Tensor?> backward(AutogradContext ctx, Tensor grad_output) =>
        ((Script)ctx.get_data("script"))(ctx, grad_output);
}

/// <summary>Returns what the test gives it as outputs.</summary>
internal sealed class Returning : MultiTensorFunction<Returning>
{
    public override string Name => nameof(Returning);

    protected override List<Tensor> forward(AutogradContext ctx, params object[] vars) =>
        ((Func<Tensor, List<Tensor>>)vars[0])((Tensor)vars[1]);

    protected override List<Tensor?> backward(AutogradContext ctx, IReadOnlyList<Tensor?> grad_outputs) => [grad_outputs[0]];
}
