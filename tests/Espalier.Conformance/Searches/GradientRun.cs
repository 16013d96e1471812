using Espalier.Spaces;
using Espalier.Strategies;

namespace Espalier.Conformance.Searches;

/// <summary>What one session of a search told and left.</summary>
/// <param name="Genotype">What it came to.</param>
/// <param name="Mixture">What that was derived from.</param>
/// <param name="Report">Null where the session was interrupted.</param>
/// <param name="Told">Its progress.</param>
/// <param name="Epochs">The epochs it recorded, in one list per call.</param>
/// <param name="TensorsAfterSteps">Live tensors more than before the session, after each step.</param>
/// <param name="Leak">What outlives the session; null where nothing does.</param>
/// <param name="Warnings">What it warned of.</param>
internal sealed record GradientRun(
    Genotype Genotype,
    IReadOnlyList<double[,]> Mixture,
    SearchReport? Report,
    IReadOnlyList<SearchProgress> Told,
    IReadOnlyList<IReadOnlyList<EpochSummary>> Epochs,
    IReadOnlyList<long> TensorsAfterSteps,
    string? Leak,
    IReadOnlyList<string> Warnings);
