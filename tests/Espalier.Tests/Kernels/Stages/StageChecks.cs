using Espalier.Kernels.Cells;

namespace Espalier.Tests.Kernels.Stages;

/// <summary>Compares a fused stage with libtorch's.</summary>
internal static class StageChecks
{
    internal static void Agree(StageCase form)
    {
        using var scope = NewDisposeScope();
        using var modules = new StageModules(form);
        using var oracle = new StageModules(form, ScalarType.Float64);
        var (input, gradient) = Draw(form);

        Fused(modules, form).AssertNear(oracle.Run(oracle.Plain, input.to(ScalarType.Float64), gradient.to(ScalarType.Float64)), form);
    }

    internal static Results Fused(StageModules modules, StageCase form)
    {
        var (input, gradient) = Draw(form);
        Assert.True(EdgeFunction.Handles(modules.Choice, input), $"not fused: {form}");
        return modules.Run(x => EdgeFunction.Apply(modules.Choice, x), input, gradient);
    }

    /// <summary>What goes in and the gradient that comes back.</summary>
    internal static (Tensor Input, Tensor Gradient) Draw(StageCase form)
    {
        using var generator = new Generator(form.Seed + 1);
        long[] shape = [form.Batch, form.Inputs, form.Height, form.Width];
        var input = form.Whole ? randint(5, shape, ScalarType.Float32, generator: generator) - 2 : randn(shape, generator: generator);
        return (
            input.In(form.Input),
            randn([form.Batch, form.Outputs, form.OutputHeight, form.OutputWidth], generator: generator).In(form.Gradient));
    }
}
