namespace Espalier.Strategies;

/// <summary>Draws from a distribution over a few values.</summary>
internal static class Categorical
{
    /// <summary>A value, from 0, with its chance; the last one where rounding leaves a rest.</summary>
    internal static int Draw(ReadOnlySpan<double> chances, Random random)
    {
        var left = random.NextDouble();
        var value = 0;
        while (value < chances.Length - 1 && (left -= chances[value]) >= 0)
        {
            value++;
        }

        return value;
    }
}
