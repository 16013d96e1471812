namespace Espalier.Strategies.Surrogate;

/// <summary>How wide brackets begin.</summary>
internal enum BracketWidth
{
    /// <summary>ceil((most + 1) / (s + 1) eta^s), as Hyperband's paper has it.</summary>
    Hyperband,

    /// <summary>floor((most + 1) / (s + 1)) eta^s, as in the code of BOHB's authors.</summary>
    HpBandSter,
}

/// <summary>A step of successive halving.</summary>
/// <param name="Candidates">How many are trained.</param>
/// <param name="Epochs">How long each.</param>
internal readonly record struct Rung(int Candidates, int Epochs);

/// <summary>
/// Hyperband's brackets: each begins with many candidates that are trained shortly, and trains ever fewer of them eta times as long; the first
/// begins shortest, the last trains all of its candidates as long as can be.
/// </summary>
internal static class HalvingBrackets
{
    /// <summary>The brackets in order.</summary>
    /// <param name="most">Epochs of the longest trainings.</param>
    /// <param name="least">Epochs that no training is shorter than, at most as many.</param>
    /// <param name="eta">By what candidates fall and epochs rise, at least 2.</param>
    /// <param name="width">How wide they begin.</param>
    internal static IReadOnlyList<IReadOnlyList<Rung>> Of(int most, int least, int eta, BracketWidth width)
    {
        var halvings = 0;
        for (var shortest = (long)least * eta; shortest <= most; shortest *= eta)
        {
            halvings++;
        }

        return [.. Enumerable.Range(0, halvings + 1).Select(begun => Bracket(halvings, halvings - begun))];

        IReadOnlyList<Rung> Bracket(int largest, int own)
        {
            var first = (width, Power(own)) switch
            {
                (BracketWidth.Hyperband, var power) => (int)Math.Ceiling((largest + 1) * power / (own + 1)),
                (_, var power) => (int)(((largest + 1) / (own + 1)) * power),
            };
            return [.. Enumerable.Range(0, own + 1).Select(rung => new Rung(
                Math.Max(1, (int)(first / Power(rung))),
                Math.Max(1, (int)Math.Round(most / Power(own - rung), MidpointRounding.AwayFromZero))))];
        }

        double Power(int exponent) => Math.Pow(eta, exponent);
    }
}
