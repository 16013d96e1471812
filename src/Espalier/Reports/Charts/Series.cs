namespace Espalier.Reports.Charts;

/// <summary>What is drawn in one colour.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Marks">Its points, in order.</param>
internal sealed record Series(string Name, IReadOnlyList<Mark> Marks)
{
    /// <summary>Whether a line joins the points.</summary>
    internal bool Joined { get; init; } = true;

    /// <summary>Whether the points can be pointed at. A background of many points has none of its own.</summary>
    internal bool Dots { get; init; } = true;

    /// <summary>Whether it stands back behind the others.</summary>
    internal bool Faint { get; init; }

    /// <summary>Its colour, 1 to 6; 0 is grey.</summary>
    internal int Colour { get; init; } = 1;

    /// <summary>Whether the legend and the table name it.</summary>
    internal bool Named { get; init; } = true;

    /// <summary>A thin line behind the others that nobody points at.</summary>
    internal static Series Background(int colour, IReadOnlyList<Mark> marks) =>
        new(string.Empty, marks) { Colour = colour, Faint = true, Dots = false, Named = false };
}

/// <summary>One point.</summary>
/// <param name="X">Across.</param>
/// <param name="Y">Up; not a number where there is none, and the line is broken.</param>
/// <param name="Tip">What is said when it is pointed at; lines end with a line feed.</param>
internal sealed record Mark(double X, double Y, string Tip = "")
{
    /// <summary>The interval around <see cref="Y"/>, where there is one.</summary>
    internal (double Low, double High)? Interval { get; init; }

    /// <summary>Whether it stands out.</summary>
    internal bool Chosen { get; init; }
}
