using Espalier.Spaces;

namespace Espalier.Supernets.Grids;

/// <summary>All steps between two layers of a grid: the maps of a width are the sum of p o(x) over the steps to it.</summary>
internal sealed class MixedStep : Module
{
    private readonly IReadOnlyList<GridStep> steps;
    private readonly int widths;
    private readonly Module<Tensor, Tensor>[] operations;

    internal MixedStep(IGridSpace space, int kind, NetworkSettings settings)
        : base(nameof(MixedStep))
    {
        (steps, widths) = (space.Steps, space.Widths);
        operations = [.. Enumerable.Range(0, steps.Count).Select(column => space.BuildStep(kind, column, settings))];
        for (var column = 0; column < operations.Length; column++)
        {
            register_module($"{column}", operations[column]);
        }
    }

    /// <summary>The trained parameters of each step, by column.</summary>
    internal IEnumerable<float> Parameters => operations.Select(operation => (float)operation.parameters().Sum(parameter => parameter.numel()));

    /// <summary>The next maps, by width; null where nothing leads.</summary>
    /// <param name="maps">The maps that there are, by width.</param>
    /// <param name="mixture">One number per step, [1, steps].</param>
    internal Tensor?[] Forward(Tensor?[] maps, Tensor mixture)
    {
        using var scope = NewDisposeScope();
        var weights = mixture.flatten().unbind();
        var shares = mixture.detach().to(ScalarType.Float64).data<double>().ToArray();
        var sums = new Tensor?[widths];
        for (var column = 0; column < operations.Length; column++)
        {
            if (shares[column] != 0 && maps[steps[column].From] is { } map)
            {
                var output = operations[column].call(map);
                sums[steps[column].To] = sums[steps[column].To] is { } sum ? sum.addcmul(output, weights[column]) : output * weights[column];
            }
        }

        // A number that is 0 and has a gradient stands in for its step.
        for (var column = 0; column < operations.Length; column++)
        {
            var to = steps[column].To;
            sums[to] = shares[column] == 0 && weights[column].requires_grad && sums[to] is { } sum ? sum + weights[column] : sums[to];
        }

        return Array.ConvertAll(sums, sum => sum?.MoveToOuterDisposeScope());
    }
}
