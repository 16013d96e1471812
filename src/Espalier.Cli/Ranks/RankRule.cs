namespace Espalier.Cli.Ranks;

/// <summary>How several rankings make one.</summary>
internal enum RankRule
{
    /// <summary>By the mean of a candidate's ranks.</summary>
    Mean,

    /// <summary>Of two candidates the one goes before that most rankings prefer.</summary>
    Vote,
}
