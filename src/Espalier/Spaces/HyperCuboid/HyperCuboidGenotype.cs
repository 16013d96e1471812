namespace Espalier.Spaces.HyperCuboid;

/// <summary>A path through the grid: the width of the first maps, then of those after each step, and what each step does.</summary>
public sealed class HyperCuboidGenotype : Genotype, IDrawn
{
    /// <summary>The name of the space: <c>hyper-cuboid</c>.</summary>
    public const string SpaceName = "hyper-cuboid";

    /// <summary>A path.</summary>
    /// <param name="widths">Widths in multiples of the network's channels, one more than steps; at least 1 each.</param>
    /// <param name="operations">A name of <see cref="HyperCuboidShape.Primitives"/> for each step; strides are 1 and 2 by turns.</param>
    /// <exception cref="ArgumentException">The numbers do not fit each other, or a name is unknown.</exception>
    public HyperCuboidGenotype(IEnumerable<int> widths, IEnumerable<string> operations)
    {
        (Widths, Operations) = (Array.AsReadOnly([.. widths]), Array.AsReadOnly([.. operations]));
        if (Operations.Count == 0 || Widths.Count != Operations.Count + 1 || Widths.Any(width => width < 1))
        {
            throw new ArgumentException($"{Widths.Count} widths and {Operations.Count} operations make no path", nameof(widths));
        }

        if (Operations.FirstOrDefault(operation => !HyperCuboidShape.Primitives.Contains(operation)) is { } unknown)
        {
            throw new ArgumentException($"'{unknown}' is no operation of the space", nameof(operations));
        }

        Text = $"{{\"space\":\"{SpaceName}\",\"widths\":[{string.Join(',', Widths)}],"
            + $"\"operations\":[{string.Join(',', Operations.Select(operation => $"\"{operation}\""))}]}}";
    }

    /// <summary>The widths in multiples of the network's channels: of the stem's maps, then of those after each step.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>What each step does.</summary>
    public IReadOnlyList<string> Operations { get; }

    /// <inheritdoc/>
    public override string Space => SpaceName;

    /// <summary><c>{"space":"hyper-cuboid","widths":[1,2,2,...],"operations":["sep_conv_3x3",...]}</c>.</summary>
    public override string Text { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Drawing> Drawings() => [HyperCuboidDrawing.Of(this)];
}
