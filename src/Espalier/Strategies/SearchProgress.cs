namespace Espalier.Strategies;

/// <summary>Where a search is, for whoever watches.</summary>
/// <param name="Done">Steps or trials done.</param>
/// <param name="Total">Steps or trials in all.</param>
/// <param name="Text">What it sees now, in a few words.</param>
/// <param name="EndsEpoch">Whether an epoch or a trial ended with this.</param>
public sealed record SearchProgress(long Done, long Total, string Text, bool EndsEpoch);
