using Espalier.Kernels;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Supernets.Cells;
using Espalier.Tests.Kernels;

namespace Espalier.Tests.Supernets.Cells;

/// <summary>A mixed DARTS cell and what goes in.</summary>
internal sealed record CellCase
{
    private static readonly DartsSpace Space = new();

    public int Channels { get; init; } = 4;

    public bool Reduces { get; init; }

    public bool AfterReduction { get; init; }

    public int Batch { get; init; } = 3;

    public int Height { get; init; } = 6;

    public int Width { get; init; } = 5;

    public ulong Seed { get; init; } = 1;

    public MemoryUse Memory { get; init; }

    private CellPlan Plan => new(Reduces ? 1 : 0, 3 * Channels, 2 * Channels, Channels, Reduces, AfterReduction);

    /// <summary>The cell with drawn weights; the caller owns it.</summary>
    internal MixedCell Build(KernelPath kernels = KernelPath.Fused, ScalarType type = ScalarType.Float32)
    {
        var settings = new NetworkSettings { Input = new(3, 8, 8), Classes = 2, Kernels = kernels, Memory = Memory };
        var cell = new MixedCell(Space, Plan, settings);
        using var generator = new Generator(Seed);
        Initialization.Draw(cell, generator);
        Precision.Convert([cell], type);
        return cell;
    }

    /// <summary>Both inputs and a mixture, as leaves.</summary>
    internal CellInputs Inputs(ScalarType type = ScalarType.Float32)
    {
        using var generator = new Generator(Seed + 1);
        var larger = AfterReduction ? 2 : 1;
        var before = randn([Batch, Plan.Before, larger * Height, larger * Width], generator: generator);
        var previous = randn([Batch, Plan.Previous, Height, Width], generator: generator);
        var mixture = randn([Space.Edges.Count, Space.Operations.Count], generator: generator).softmax(-1);
        return new(Leaf(before), Leaf(previous), Leaf(mixture));

        Tensor Leaf(Tensor values) => values.to(type).detach().requires_grad_();
    }

    /// <summary>The gradient that arrives at an output.</summary>
    internal Tensor Gradient(Tensor output)
    {
        using var generator = new Generator(Seed + 2);
        return randn(output.shape, generator: generator).to(output.dtype);
    }

    /// <summary>The output, all gradients and the running statistics after a pass there and back.</summary>
    /// <param name="kernels">Who computes.</param>
    /// <param name="type">In which type.</param>
    /// <param name="prepare">What is done to the cell before.</param>
    internal Results Run(KernelPath kernels, ScalarType type = ScalarType.Float32, Action<MixedCell>? prepare = null)
    {
        using var cell = Build(kernels, type);
        prepare?.Invoke(cell);
        var results = new Results();
        var inputs = Inputs(type);
        var output = inputs.Through(cell);
        results.Add("output", output);
        var leaves = inputs.Named.Concat(cell.named_parameters().Select(pair => (pair.name, (Tensor)pair.parameter))).ToArray();
        var gradients = autograd.grad([output], [.. leaves.Select(leaf => leaf.Item2)], [Gradient(output)]);
        foreach (var (leaf, gradient) in leaves.Zip(gradients))
        {
            results.AddGradient(leaf.Item1, gradient);
        }

        foreach (var (name, module) in cell.named_modules().Where(pair => pair.module is BatchNorm2d))
        {
            results.Add(name, (BatchNorm2d)module);
        }

        return results;
    }

    /// <summary>Fused and plain agree.</summary>
    internal void Agree(Action<MixedCell>? prepare = null) =>
        Run(KernelPath.Fused, prepare: prepare).AssertNear(Run(KernelPath.Torch, ScalarType.Float64, prepare), this);
}

/// <summary>What goes into a cell.</summary>
internal sealed record CellInputs(Tensor Before, Tensor Previous, Tensor Mixture)
{
    internal IEnumerable<(string Name, Tensor Value)> Named => [("before", Before), ("previous", Previous), ("mixture", Mixture)];

    internal Tensor Through(MixedCell cell) => cell.Forward(Before, Previous, Mixture);
}
