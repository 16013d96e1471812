namespace Espalier.Spaces;

/// <summary>
/// Genotypes as rows of numbers: for each choice a 1 at the value chosen, 0 at the others. Of a cell space it is the adjacency matrix with
/// its operations, which the field calls the adjacency one-hot encoding.
/// </summary>
/// <param name="space">Where the genotypes are from.</param>
public sealed class OneHot(IChoiceSpace space)
{
    /// <summary>How many numbers a row has: all values of all choices.</summary>
    public int Width { get; } = space.Choices.Sum();

    /// <summary>The row of a genotype.</summary>
    public double[] Of(Genotype genotype)
    {
        var row = new double[Width];
        var start = 0;
        foreach (var (value, values) in space.Encode(genotype).Zip(space.Choices))
        {
            row[start + value] = 1;
            start += values;
        }

        return row;
    }
}
