namespace Espalier.Estimators.Tables;

/// <summary>
/// What is stored of an architecture on a data set: zero-cost scores that somebody else made, and what it came to when it was trained.
/// </summary>
/// <param name="Architecture">Its text; of NAS-Bench-201 the one that <see cref="Spaces.Genotype.FieldNotation"/> has.</param>
/// <param name="Accuracy">
/// On validation images after full training, a fraction 0 to 1; of NAS-Bench-301 what a surrogate predicts of it.
/// </param>
/// <param name="Scores">
/// By our name of the proxy. Null where it came to no finite number, which is worse than every other; a proxy that was not stored is not there.
/// </param>
public sealed record StoredScores(string Architecture, double Accuracy, IReadOnlyDictionary<string, double?> Scores);
