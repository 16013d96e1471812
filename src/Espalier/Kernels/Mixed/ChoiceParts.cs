using Espalier.Kernels.Stages;

namespace Espalier.Kernels.Mixed;

/// <summary>What one choice of an edge does, in terms that kernels know.</summary>
public abstract record ChoiceParts
{
    private protected ChoiceParts()
    {
    }

    /// <summary>What a module does; null when kernels do not know it.</summary>
    public static ChoiceParts? Of(Module<Tensor, Tensor> module) => module switch
    {
        IChoice choice => choice.Parts,
        Espalier.Torch.Modules.Identity => new IdentityChoice(),
        _ => null,
    };
}

/// <summary>Gives back its input.</summary>
public sealed record IdentityChoice : ChoiceParts;

/// <summary>A 3x3 pooling with a border of one pixel, then batch norm.</summary>
/// <param name="Maximum">The largest value; else the mean, without the border.</param>
/// <param name="Stride">1 or 2.</param>
/// <param name="Norm">The batch norm.</param>
public sealed record PoolChoice(bool Maximum, int Stride, BatchNorm2d Norm) : ChoiceParts;

/// <summary>One stage or two.</summary>
/// <param name="Stages">The stages in their order; a second one keeps the size.</param>
public sealed record StagesChoice(IReadOnlyList<StageParts> Stages) : ChoiceParts;

/// <summary>A module that says what it does.</summary>
public interface IChoice
{
    /// <summary>What it does.</summary>
    ChoiceParts Parts { get; }
}
