using System.Collections.Concurrent;

namespace Espalier.Kernels.Stages;

/// <summary>Where a stage reads and writes: what depends on sizes alone, worked out once for each.</summary>
internal sealed class StageGeometry
{
    private static readonly ConcurrentDictionary<Key, StageGeometry> Known = new();

    private StageGeometry(Key key)
    {
        var reach = key.Dilation * (key.Kernel - 1) / 2;
        (Height, Width) = (((key.Height - 1) / key.Stride) + 1, ((key.Width - 1) / key.Stride) + 1);
        var between = key.Groups * key.Inputs;
        var window = (
            from row in Enumerable.Range(0, key.Kernel)
            from column in Enumerable.Range(0, key.Kernel)
            select (Row: row * key.Dilation, Column: column * key.Dilation, Weight: (row * key.Kernel) + column)).ToArray();
        var inputStep = (key.Width + (2 * key.Border)) * key.Inputs;
        var outputStep = (Width + (2 * reach)) * between;
        Forward = [.. Enumerable.Range(0, key.Groups).Select(group => TapGrid.Of(
            [.. window.Select(tap => (tap.Row - reach + group, tap.Column - reach + group, tap.Weight))], inputStep, key.Inputs))];
        Backward =
        [
            .. Enumerable.Range(0, key.Groups).SelectMany(group => BackTaps(window, group, key.Stride, reach, outputStep, between)),
        ];
        BackTapCount = Backward.Sum(back => back.Weights.Length);
    }

    /// <summary>Rows of what comes out.</summary>
    internal int Height { get; }

    /// <summary>Pixels of a row of what comes out.</summary>
    internal int Width { get; }

    /// <summary>The windows of each group of inputs.</summary>
    internal TapGrid[] Forward { get; }

    /// <summary>The windows backwards.</summary>
    internal BackTaps[] Backward { get; }

    /// <summary>How many taps those have together.</summary>
    internal int BackTapCount { get; }

    /// <summary>The geometry of a stage for maps of a size, in frames with a border.</summary>
    internal static StageGeometry Of(StageParts parts, int inputs, int height, int width, int border) => Known.GetOrAdd(
        new Key(parts.Kernel, parts.Dilation, parts.Stride, parts.Pointwise.Count, inputs, height, width, border),
        static key => new StageGeometry(key));

    /// <summary>
    /// An input pixel is reached by those taps whose output lies on the grid: with stride 2 each of the four kinds of pixel has taps of
    /// its own.
    /// </summary>
    private static IEnumerable<BackTaps> BackTaps(
        (int Row, int Column, int Weight)[] window, int group, int stride, int reach, int rowStep, int pixelStep)
    {
        for (var kind = 0; kind < stride * stride; kind++)
        {
            var (row, column) = (kind / stride, kind % stride);
            var taps = window
                .Select(tap => (Row: row + reach - tap.Row - group, Column: column + reach - tap.Column - group, tap.Weight))
                .Where(tap => tap.Row % stride == 0 && tap.Column % stride == 0)
                .Select(tap => (Row: tap.Row / stride, Column: tap.Column / stride, tap.Weight))
                .Order()
                .ToArray();
            if (taps.Length > 0)
            {
                yield return new BackTaps(row, column, group, TapGrid.Of(taps, rowStep, pixelStep), [.. taps.Select(tap => tap.Weight)]);
            }
        }
    }

    private readonly record struct Key(
        int Kernel, int Dilation, int Stride, int Groups, int Inputs, int Height, int Width, int Border);
}

/// <summary>The taps that reach one kind of input pixel.</summary>
/// <param name="Row">The first row of such pixels.</param>
/// <param name="Column">The first column.</param>
/// <param name="Group">The group of inputs.</param>
/// <param name="Grid">Where the taps read.</param>
/// <param name="Weights">Which weights they have.</param>
internal sealed record BackTaps(int Row, int Column, int Group, TapGrid Grid, int[] Weights);
