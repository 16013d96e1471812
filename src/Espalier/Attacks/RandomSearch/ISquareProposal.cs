namespace Espalier.Attacks.RandomSearch;

/// <summary>What the Square attack tries next: the part of it that depends on the norm.</summary>
internal interface ISquareProposal
{
    /// <summary>Where the search begins; belongs to the caller's scope.</summary>
    /// <param name="clean">float [N, C, H, W] in pixel units. Borrowed.</param>
    Tensor Begin(Tensor clean);

    /// <summary>Changed versions of the best ones so far, in ball and range of pixels; belongs to the caller's scope.</summary>
    /// <param name="clean">float [N, C, H, W] in pixel units. Borrowed.</param>
    /// <param name="best">The best ones so far. Borrowed.</param>
    /// <param name="share">The share of an image that a square takes.</param>
    Tensor Next(Tensor clean, Tensor best, double share);
}
