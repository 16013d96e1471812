using Espalier.Training;

namespace Espalier.Spaces;

/// <summary>
/// A space that says how large runs over it are. One that leaves this interface out has the usual sizes, which are those of DARTS' cells.
/// </summary>
public interface ISizedSpace : ISearchSpace
{
    /// <summary>The sizes of a run.</summary>
    /// <param name="scale">How long the user is willing to wait.</param>
    /// <param name="usual">What a run of that scale has over DARTS' cells, with the recipe that the user chose.</param>
    RunSizes Sizes(RunScale scale, RunSizes usual);
}

/// <summary>How long a user is willing to wait for a run.</summary>
public enum RunScale
{
    /// <summary>Minutes on two cores.</summary>
    Quick,

    /// <summary>Hours.</summary>
    Standard,

    /// <summary>The published numbers, however long they take.</summary>
    Paper,
}

/// <summary>How large a run is.</summary>
public sealed record RunSizes
{
    /// <summary>Epochs of a gradient search.</summary>
    public int SearchEpochs { get; init; } = 50;

    /// <summary>The supernet.</summary>
    public NetworkSize Search { get; init; } = new(16, 8);

    /// <summary>Images per step of the search.</summary>
    public int SearchBatch { get; init; } = 64;

    /// <summary>Training images that the search sees; 0 = all.</summary>
    public int SearchImages { get; init; }

    /// <summary>The network that is trained.</summary>
    public NetworkSize Final { get; init; } = new(36, 20);

    /// <summary>Training images of that; 0 = all.</summary>
    public int FinalImages { get; init; }

    /// <summary>The stride of the first convolution, 1 or 2.</summary>
    public int StemStride { get; init; } = 1;

    /// <summary>How it is trained.</summary>
    public TrainingRecipe Recipe { get; init; } = new();
}
