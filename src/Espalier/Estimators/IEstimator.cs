using Espalier.Spaces;

namespace Espalier.Estimators;

/// <summary>Judges a genotype without its full training.</summary>
public interface IEstimator
{
    /// <summary>Judges one genotype; the same seed gives the same outcome.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted; nothing is known of the candidate.</exception>
    TrialOutcome Judge(Genotype genotype, ulong seed, CancellationToken cancellation);
}
