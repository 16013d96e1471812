using Espalier.Data;
using Espalier.Supernets;

namespace Espalier.Strategies;

/// <summary>What a gradient strategy is given.</summary>
public sealed record GradientContext
{
    /// <summary>The weights it shares. The context's maker owns it.</summary>
    public required Supernet Supernet { get; init; }

    /// <summary>The node each edge of a cell ends in, in the order of a relaxation's rows.</summary>
    public required IReadOnlyList<int> EdgeNodes { get; init; }

    /// <summary>The validation set once through, always in the same order; whoever walks it disposes the batches.</summary>
    public Func<IEnumerable<Batch>> Validation { get; init; } = () => [];

    /// <summary>How many epochs the search has: the length of the schedules.</summary>
    public required int Epochs { get; init; }

    /// <summary>The run's seed; a strategy derives its own from it.</summary>
    public required ulong Seed { get; init; }

    /// <summary>
    /// The expected count that the limits' least number of parameters stands for at the search's width; null without one.
    /// </summary>
    public double? Floor { get; init; }

    /// <summary>The expected count that the limits' largest number of parameters stands for; null without one.</summary>
    public double? Ceiling { get; init; }

    /// <summary>Images that are to be unknown, of the shape of those that train, where they are an objective; null: noise.</summary>
    public ImageSet? Outliers { get; init; }

    /// <summary>The radius of adversarial perturbations in pixel units (0 to 1); the published one is 2/255.</summary>
    public double Epsilon { get; init; } = 2.0 / 255;
}
