namespace Espalier.Strategies.Gradient;

/// <summary>
/// Cosine power annealing (sharpDARTS, arXiv 1903.09900, section 3.2): with c = (1 + cos(pi t)) / 2 a rate falls as (p^(c + 1) - p) /
/// (p^2 - p), for p = 1 as c itself.
/// </summary>
/// <remarks>Departure: the authors' code rescales so that the end of the first epoch, not its beginning, has the first rate.</remarks>
internal static class CosinePower
{
    /// <summary>The share, 1 to 0, of the way from the last rate to the first.</summary>
    /// <param name="progress">How much of the time is over, 0 to 1.</param>
    /// <param name="power">p, at least 1.</param>
    internal static double Share(double progress, double power)
    {
        var cosine = (1 + Math.Cos(Math.PI * progress)) / 2;
        return power == 1 ? cosine : (Math.Pow(power, cosine + 1) - power) / ((power * power) - power);
    }
}
