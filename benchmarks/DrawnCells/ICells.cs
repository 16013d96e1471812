using Espalier.Spaces;
using Espalier.Strategies.Gradient;

namespace DrawnCells;

/// <summary>Draws paths, and says in the end which is best.</summary>
internal interface ICells
{
    /// <summary>One operation per edge.</summary>
    int[] Draw(Random random);

    /// <summary>Is told how good a path is, 0 to 1.</summary>
    void Learn(int[] path, double accuracy);

    /// <summary>The best by all that was told.</summary>
    int[] Best();
}

/// <summary>Draws uniformly; the best operation of an edge is that of the largest mean.</summary>
internal sealed class UniformCells(IChoiceSpace space) : ICells
{
    private readonly (double Sum, int Count)[][] seen = [.. space.Choices.Select(count => new (double, int)[count])];

    public int[] Draw(Random random) => [.. space.Choices.Select(count => random.Next(count))];

    public void Learn(int[] path, double accuracy)
    {
        for (var edge = 0; edge < path.Length; edge++)
        {
            ref var operation = ref seen[edge][path[edge]];
            operation = (operation.Sum + accuracy, operation.Count + 1);
        }
    }

    public int[] Best() =>
        [.. seen.Select(edge => Enumerable.Range(0, edge.Length).MaxBy(operation => edge[operation].Sum / Math.Max(1, edge[operation].Count)))];
}

/// <summary>Draws by MDENAS' distributions; the best operation of an edge is the most likely.</summary>
internal sealed class LearntCells(IChoiceSpace space, double step) : ICells
{
    private readonly Multinomial edges = new(space.Choices.Count, space.Choices[0], [.. Enumerable.Range(0, space.Choices[0])], step);

    public int[] Draw(Random random) => edges.Draw(random);

    public void Learn(int[] path, double accuracy) => edges.Learn(path, accuracy);

    public int[] Best() => [.. Enumerable.Range(0, space.Choices.Count)
        .Select(edge => Enumerable.Range(0, space.Choices[edge]).MaxBy(operation => edges.Probabilities[edge, operation]))];
}
