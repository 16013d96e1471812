using Espalier.Kernels.Stages;

namespace Espalier.Kernels.Cells;

/// <summary>What one choice of an edge does, in terms that kernels know.</summary>
public abstract record ChoiceParts
{
    private protected ChoiceParts()
    {
    }

    /// <summary>The step between the pixels that it gives.</summary>
    internal virtual int Stride => 1;

    /// <summary>Its weights, in the order in which gradients come back.</summary>
    internal virtual IEnumerable<Parameter> Weights => [];

    /// <summary>Its layers that somebody may watch.</summary>
    internal virtual IEnumerable<Module<Tensor, Tensor>> Layers => Norms;

    /// <summary>Its batch norms.</summary>
    internal virtual IEnumerable<BatchNorm2d> Norms => [];

    /// <summary>What a module does; null when kernels do not know it.</summary>
    public static ChoiceParts? Of(Module<Tensor, Tensor> module) => module switch
    {
        IChoice choice => choice.Parts,
        Espalier.Torch.Modules.Identity => new IdentityChoice(),
        _ => null,
    };

    /// <summary>Channels that come out, where so many go in.</summary>
    internal virtual int Outputs(int inputs) => inputs;

    /// <summary>Channels that it takes, where so many come out.</summary>
    internal virtual int Inputs(int outputs) => outputs;

    /// <summary>Whether kernels compute all of it, where so many channels come out.</summary>
    internal virtual bool IsKnown(int outputs) => true;
}

/// <summary>Gives back its input.</summary>
public sealed record IdentityChoice : ChoiceParts;

/// <summary>A 3x3 pooling with a border of one pixel, then batch norm.</summary>
/// <param name="Window">The pooling.</param>
/// <param name="Norm">The batch norm, or none.</param>
public sealed record PoolChoice(PoolWindow Window, BatchNorm2d? Norm) : ChoiceParts
{
    /// <inheritdoc/>
    internal override int Stride => Window.Stride;

    /// <inheritdoc/>
    internal override IEnumerable<BatchNorm2d> Norms => Norm is null ? [] : [Norm];

    /// <inheritdoc/>
    internal override bool IsKnown(int outputs) => Norm is null or { weight: null, bias: null };
}

/// <summary>A 3x3 pooling.</summary>
/// <param name="Maximum">The largest value; else the mean, without the border.</param>
/// <param name="Stride">1 or 2.</param>
public readonly record struct PoolWindow(bool Maximum, int Stride);

/// <summary>One stage or two.</summary>
/// <param name="Stages">The stages in their order; a second one keeps the size.</param>
public sealed record StagesChoice(IReadOnlyList<StageParts> Stages) : ChoiceParts
{
    /// <inheritdoc/>
    internal override int Stride => Stages[0].Stride;

    /// <inheritdoc/>
    internal override IEnumerable<Parameter> Weights => Stages.SelectMany(stage => stage.Weights);

    /// <inheritdoc/>
    internal override IEnumerable<BatchNorm2d> Norms => Stages.Select(stage => stage.Norm);

    /// <inheritdoc/>
    internal override IEnumerable<Module<Tensor, Tensor>> Layers =>
        Stages.SelectMany(stage => stage.Pointwise.Append(stage.Depthwise).OfType<Module<Tensor, Tensor>>().Append(stage.Norm));

    /// <inheritdoc/>
    internal override int Outputs(int inputs) => Stages[^1].Outputs;

    /// <inheritdoc/>
    internal override int Inputs(int outputs) => Stages[0].Inputs;

    /// <inheritdoc/>
    internal override bool IsKnown(int outputs) =>
        Stages.Count is 1 or 2 && Stages.All(stage => stage.IsKnown && stage.Outputs == outputs)
        && Stages.Skip(1).All(stage => stage.Inputs == outputs && stage.Stride == 1);
}

/// <summary>A module that says what it does.</summary>
public interface IChoice
{
    /// <summary>What it does.</summary>
    ChoiceParts Parts { get; }
}
