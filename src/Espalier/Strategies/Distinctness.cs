namespace Espalier.Strategies;

/// <summary>Which candidates a search asks for twice.</summary>
public enum Distinctness
{
    /// <summary>Any: what was judged may be judged again, as most published baselines do.</summary>
    None,

    /// <summary>No genotype a second time.</summary>
    Genotype,

    /// <summary>None that computes what another one did, as far as the space can tell (isomorphic cells).</summary>
    Function,
}
