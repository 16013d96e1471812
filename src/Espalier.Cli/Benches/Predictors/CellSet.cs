namespace Espalier.Cli.Benches.Predictors;

/// <summary>The cells that predictors are tried on.</summary>
internal enum CellSet
{
    /// <summary>All 15,625 of the table; of zero-cost scores only those that the table has.</summary>
    Table,

    /// <summary>Those that somebody scored with every proxy.</summary>
    Scored,
}
