using Espalier.Spaces;

namespace Espalier.Estimators;

/// <summary>Judges a genotype without its full training.</summary>
public interface IEstimator
{
    /// <summary>Judges one genotype; the same seed gives the same outcome.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted; nothing is known of the candidate.</exception>
    TrialOutcome Judge(Genotype genotype, ulong seed, CancellationToken cancellation);

    /// <summary>Judges one genotype after so many epochs; an estimator that trains nothing judges it as ever.</summary>
    /// <param name="genotype">The genotype.</param>
    /// <param name="epochs">How long it is trained, at least 1.</param>
    /// <param name="seed">The same seed gives the same outcome.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was interrupted; nothing is known of the candidate.</exception>
    TrialOutcome Judge(Genotype genotype, int epochs, ulong seed, CancellationToken cancellation) => Judge(genotype, seed, cancellation);
}
