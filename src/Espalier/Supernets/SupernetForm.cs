using Espalier.Catalog;

namespace Espalier.Supernets;

/// <summary>How the edges of a one-shot network are made, beside its width and depth. Equal forms make supernets of the same parts.</summary>
public sealed record SupernetForm
{
    /// <summary>Every channel is mixed, and edges add up as they are (DARTS).</summary>
    public static SupernetForm Plain { get; } = new();

    /// <summary>
    /// One in how many channels goes through an edge's operations, at least 1; the others pass them by (PC-DARTS, section 3.2). Default 1:
    /// all are mixed.
    /// </summary>
    public int PartialChannels { get; init => field = OptionRange.AtLeastOne(value); } = 1;

    /// <summary>Whether the edges into a node are weighed by a softmax over them (PC-DARTS, section 3.3). Default false.</summary>
    public bool EdgeNormalisation { get; init; }

    /// <summary>
    /// One in how many channels is mixed in a cell of a width: the largest number up to <see cref="PartialChannels"/> that divides it.
    /// </summary>
    /// <param name="channels">The cell's width.</param>
    public int ShareOf(int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        var share = Math.Min(PartialChannels, channels);
        while (channels % share != 0)
        {
            share--;
        }

        return share;
    }
}

/// <summary>Options of a method that asks for a form of its supernet, which is made before the method is.</summary>
public interface ISupernetOptions
{
    /// <summary>The form.</summary>
    SupernetForm Form { get; }
}
