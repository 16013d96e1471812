namespace Espalier.Cli.Benches.Evidence;

/// <summary>The sizes of the evidence: the same for every method.</summary>
internal sealed record EvidenceSettings
{
    /// <summary>Whose images.</summary>
    internal required IReadOnlyList<string> Data { get; init; }

    /// <summary>Each method is searched and trained with each.</summary>
    internal required IReadOnlyList<ulong> Seeds { get; init; }

    /// <summary>How final networks are trained: recipes.</summary>
    internal required IReadOnlyList<string> Recipes { get; init; }

    /// <summary>Images per step, of searches and of final trainings.</summary>
    internal required int Batch { get; init; }

    /// <summary>Epochs of a gradient search.</summary>
    internal required int SearchEpochs { get; init; }

    /// <summary>Training images that a search sees, half of them to judge by.</summary>
    internal required int SearchImages { get; init; }

    /// <summary>Candidates of random search, trained for two epochs each.</summary>
    internal required int Trials { get; init; }

    /// <summary>Epochs of a final training.</summary>
    internal required int TrainEpochs { get; init; }

    /// <summary>Its images, 0: all; null: 12,000, or all where there are fewer.</summary>
    internal required int? TrainImages { get; init; }

    /// <summary>Parameters that every final network is to have, as near as its channels allow.</summary>
    internal required long Params { get; init; }

    /// <summary>The radius of all attacks, and of adversarial training.</summary>
    internal required string Epsilon { get; init; }

    /// <summary>The radius of adversarial images in searches.</summary>
    internal required string SearchEpsilon { get; init; }

    /// <summary>Test images of FGSM and PGD, the first; 0: all.</summary>
    internal required int TestImages { get; init; }

    /// <summary>Test images of the standard ensemble, the first.</summary>
    internal required int AttackImages { get; init; }

    /// <summary>Threads of every step; null: as many as there are processors.</summary>
    internal required int? Threads { get; init; }

    /// <summary>Methods and seeds that are worked at side by side.</summary>
    internal required int Jobs { get; init; }
}
