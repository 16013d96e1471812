namespace Espalier.Spaces;

/// <summary>Where a part is used, which decides its batch norms.</summary>
internal enum BlockForm
{
    /// <summary>In a network to be trained: affine batch norms.</summary>
    Final,

    /// <summary>In a supernet or its subnets: batch norms of choices are not affine, so that a mixture's shares are not scaled away.</summary>
    Search,
}
