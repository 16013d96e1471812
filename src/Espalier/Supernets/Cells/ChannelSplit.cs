namespace Espalier.Supernets.Cells;

/// <summary>
/// Which channels of a cell's states its operations see, and which pass them by (PC-DARTS, arXiv 1907.05737, section 3.2): the first of
/// <c>share</c> equal groups, and the others.
/// </summary>
/// <remarks>
/// <para>
/// The paper puts both together again on every edge, and shuffles channels there. The shuffle is the same for all edges into a node, and
/// a node is their sum, so here the two parts are summed apart and put together once a node: the same numbers with a fraction of the copies.
/// </para>
/// <para>
/// Departure: where maps have an odd size, the pooling of what passes by gives a last row and column of what there is, so that both parts
/// have one size. The original fails there.
/// </para>
/// </remarks>
/// <param name="channels">The cell's width.</param>
/// <param name="share">The number of groups, which divides the width; with 1 all channels are mixed and nothing passes by.</param>
internal sealed class ChannelSplit(int channels, int share)
{
    /// <summary>How many channels operations see.</summary>
    internal int Mixed => channels / share;

    /// <summary>Whether there are others.</summary>
    internal bool IsPartial => share > 1;

    /// <summary>Parts a state [N, channels, H, W]; both parts are in the caller's scope.</summary>
    /// <param name="state">The state.</param>
    /// <param name="stride">That of the edges which begin there.</param>
    internal (Tensor Mixed, Tensor? Past) Part(Tensor state, int stride)
    {
        if (!IsPartial)
        {
            return (state, null);
        }

        // Every operation of every edge from here would otherwise gather its input anew.
        var mixed = state.narrow(1, 0, Mixed).contiguous(memory_format.channels_last);
        var past = state.narrow(1, Mixed, channels - Mixed);
        return (mixed, stride == 1 ? past : functional.max_pool2d(past, stride, ceil_mode: true));
    }

    /// <summary>
    /// Puts the parts of a node together, and shuffles: the channels come in turn from each group, the first of all groups, then the
    /// second of all.
    /// </summary>
    internal Tensor Join(Tensor mixed, Tensor? past)
    {
        if (past is null)
        {
            return mixed;
        }

        // In the order of memory, where a pixel's channels are neighbours.
        var rows = cat([mixed, past], 1).permute(0, 2, 3, 1);
        var (samples, height, width) = (rows.size(0), rows.size(1), rows.size(2));
        return rows.reshape(samples, height, width, share, Mixed).transpose(3, 4).reshape(samples, height, width, channels).permute(0, 3, 1, 2);
    }
}
