using Espalier.Kernels.Memory;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Stages;

/// <summary>
/// The convolutions of a stage on one sample at a time: windows, then products, for a few rows so that what lies between stays in the
/// nearest cache. What goes in is a frame that ReLU has passed over.
/// </summary>
internal sealed unsafe class Stage : IDisposable
{
    private const int BandNumbers = 2048;
    private readonly StageParts parts;
    private readonly RowKernels rows;
    private readonly StageWeights weights;
    private readonly TapTable[] forward;
    private readonly List<(int Row, int Column, int Group, TapTable Taps)> backward = [];
    private readonly (int Height, int Width) input;
    private readonly int between;
    private readonly int bandRows;

    /// <summary>A stage for maps of a size, in frames with a border.</summary>
    internal Stage(StageParts parts, RowKernels rows, int height, int width, int border)
    {
        (this.parts, this.rows) = (parts, rows);
        weights = new StageWeights(parts, rows);
        input = (height, width);
        (Height, Width) = (((height - 1) / parts.Stride) + 1, ((width - 1) / parts.Stride) + 1);
        between = weights.Groups * weights.Inputs;
        bandRows = Math.Clamp(BandNumbers / (Width * between), 1, Height);
        var rowStep = (width + (2 * border)) * weights.Inputs;
        forward = [.. Enumerable.Range(0, weights.Groups).Select(group => new TapTable(
            Window().Select(tap => (tap.Row - parts.Reach + group, tap.Column - parts.Reach + group, tap.Weight)),
            rowStep,
            weights.Inputs,
            weights.Taps,
            weights.Inputs))];
        AddBackwardTables();
    }

    /// <summary>Rows of what comes out.</summary>
    internal int Height { get; }

    /// <summary>Pixels of a row of what comes out.</summary>
    internal int Width { get; }

    /// <summary>Channels of what comes out, filled up.</summary>
    internal int Outputs => weights.Outputs;

    /// <summary>Numbers of one sample of what comes out.</summary>
    internal nint OutputSize => (nint)Height * Width * Outputs;

    /// <summary>Scratch that the way forth or back needs at most.</summary>
    internal nint ScratchSize => (bandRows * (nint)Width * between) + Frame.Size(Height, Width, between, parts.Reach);

    /// <summary>Sums for the gradients of its weights.</summary>
    internal StageSums NewSums() => new(parts, weights);

    /// <summary>Computes one sample of what the batch norm will see.</summary>
    internal void Forward(in Frame map, float* target, Scratch scratch)
    {
        var mark = scratch.Mark;
        var band = scratch.Take(bandRows * (nint)Width * between);
        for (var first = 0; first < Height; first += bandRows)
        {
            var count = Math.Min(bandRows, Height - first);
            Windows(map, band, first, count);
            rows.Pointwise(target, band, weights.Product, count * Width, between, Outputs);
            target += (nint)count * Width * Outputs;
        }

        scratch.Back(mark);
    }

    /// <summary>Takes one sample's gradient back.</summary>
    /// <param name="map">What went in.</param>
    /// <param name="gradient">The gradient of what came out.</param>
    /// <param name="target">The gradient of what went in is added here, without a border; null where nobody wants it.</param>
    /// <param name="sums">Gradients of the weights are added here; null where nobody wants them.</param>
    /// <param name="scratch">Working memory.</param>
    internal void Backward(in Frame map, float* gradient, float* target, StageSums? sums, Scratch scratch)
    {
        var mark = scratch.Mark;
        var inner = Frame.Bordered(scratch, Height, Width, between, parts.Reach);
        var band = scratch.Take(bandRows * (nint)Width * between);
        for (var first = 0; first < Height; first += bandRows)
        {
            var count = Math.Min(bandRows, Height - first);
            var from = gradient + ((nint)first * Width * Outputs);
            if (sums is not null)
            {
                Windows(map, band, first, count);
                rows.PointwiseGradients(sums.Product, band, from, count * Width, between, Outputs);
            }

            for (var row = first; row < first + count; row++)
            {
                rows.Pointwise(inner.Row(row), from + ((nint)(row - first) * Width * Outputs), weights.Transposed, Width, Outputs, between);
                if (sums is not null && parts.Depthwise is not null)
                {
                    var taps = forward[0].Over(Width);
                    rows.TapGradients(taps, sums.Taps, inner.Row(row), map.Row(row * parts.Stride), parts.Stride * weights.Inputs);
                }
            }
        }

        if (target is not null)
        {
            Spread(inner, target);
        }

        scratch.Back(mark);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        weights.Dispose();
        Array.ForEach(forward, table => table.Dispose());
        backward.ForEach(entry => entry.Taps.Dispose());
    }

    private IEnumerable<(int Row, int Column, int Weight)> Window() =>
        from row in Enumerable.Range(0, parts.Kernel)
        from column in Enumerable.Range(0, parts.Kernel)
        select (row * parts.Dilation, column * parts.Dilation, (row * parts.Kernel) + column);

    /// <summary>
    /// An input pixel is reached by those taps whose output lies on the grid: with stride 2 each of the four kinds of pixel has taps of
    /// its own.
    /// </summary>
    private void AddBackwardTables()
    {
        var rowStep = (Width + (2 * parts.Reach)) * between;
        for (var group = 0; group < weights.Groups; group++)
        {
            for (var kind = 0; kind < parts.Stride * parts.Stride; kind++)
            {
                var (row, column) = (kind / parts.Stride, kind % parts.Stride);
                var taps = Window()
                    .Select(tap => (Row: row + parts.Reach - tap.Row - group, Column: column + parts.Reach - tap.Column - group, tap.Weight))
                    .Where(tap => tap.Row % parts.Stride == 0 && tap.Column % parts.Stride == 0)
                    .Select(tap => (tap.Row / parts.Stride, tap.Column / parts.Stride, tap.Weight))
                    .ToArray();
                if (taps.Length > 0)
                {
                    backward.Add((row, column, group, new TapTable(taps, rowStep, between, weights.Taps, weights.Inputs)));
                }
            }
        }
    }

    private void Windows(in Frame map, float* band, int first, int count)
    {
        for (var row = first; row < first + count; row++, band += Width * between)
        {
            for (var group = 0; group < forward.Length; group++)
            {
                rows.Taps(
                    forward[group].Over(Width),
                    band + (group * weights.Inputs),
                    between,
                    map.Row(row * parts.Stride),
                    parts.Stride * weights.Inputs,
                    accumulate: false);
            }
        }
    }

    private void Spread(in Frame inner, float* target)
    {
        foreach (var (firstRow, firstColumn, group, taps) in backward)
        {
            var count = (input.Width - firstColumn + parts.Stride - 1) / parts.Stride;
            for (var row = firstRow; row < input.Height; row += parts.Stride)
            {
                rows.Taps(
                    taps.Over(count),
                    target + ((((nint)row * input.Width) + firstColumn) * weights.Inputs),
                    parts.Stride * weights.Inputs,
                    inner.Row((row - firstRow) / parts.Stride) + (group * weights.Inputs),
                    between,
                    accumulate: true);
            }
        }
    }
}
