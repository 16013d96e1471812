using Espalier.Data;

namespace Espalier.Strategies.Gradient;

/// <summary>The lower level of a search: how its shared weights step.</summary>
internal interface ILowerLevel : IDisposable
{
    /// <summary>Begins an epoch, counted from 0, perhaps a second time after an interruption.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="after">How many epochs there are after those of the search.</param>
    void BeginEpoch(int epoch, int after);

    /// <summary>Steps on a pair of batches.</summary>
    /// <param name="train">The batch for the weights.</param>
    /// <param name="validation">The batch for the architecture.</param>
    /// <param name="report">What is known of the step; the loss is added.</param>
    StepReport Step(Batch train, Batch validation, StepReport report);

    /// <summary>Adds its tensors, those of the supernet excepted.</summary>
    void Capture(StateGroups state);

    /// <summary>Puts back what was captured.</summary>
    void Restore(StateGroups state);
}
