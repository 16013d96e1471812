using Espalier.Kernels.Memory;
using Espalier.Kernels.Norms;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Stages;

/// <summary>
/// The convolutions of a stage on one sample or some of its rows: windows, then products, for a few rows so that what lies between
/// stays in the nearest cache. What goes in is a frame that ReLU has passed over, or pixels where it <see cref="ReadsPixels"/>.
/// </summary>
internal sealed unsafe class Stage : IDisposable
{
    private const int BandNumbers = 2048;
    private readonly StageParts parts;
    private readonly RowKernels rows;
    private readonly StageWeights weights;
    private readonly StageGeometry geometry;
    private readonly (int Height, int Width) input;
    private readonly int stride;
    private readonly int reach;
    private readonly int inputs;
    private readonly int between;
    private readonly int bandRows;

    // Channels that are there only to fill up vectors are zeros.
    private readonly int readDepth;

    /// <summary>A stage for maps of a size, in frames with a border.</summary>
    internal Stage(StageParts parts, RowKernels rows, int height, int width, int border)
        : this(parts, rows, rows.Pad(parts.Inputs), height, width, border)
    {
    }

    /// <summary>The same for maps whose channels are filled up to more than the kernels need.</summary>
    internal Stage(StageParts parts, RowKernels rows, int channels, int height, int width, int border)
    {
        (this.parts, this.rows, input) = (parts, rows, (height, width));
        geometry = StageGeometry.Of(parts, channels, height, width, border);
        weights = new StageWeights(parts, channels, rows.Pad(parts.Outputs), geometry);
        (stride, reach, inputs, Outputs) = (parts.Stride, parts.Reach, weights.Inputs, weights.Outputs);
        (Height, Width, between) = (geometry.Height, geometry.Width, weights.Groups * inputs);
        readDepth = weights.Groups == 1 ? parts.Inputs : between;
        ReadsPixels = parts.Depthwise is null && weights.Groups == 1 && border == 0;
        bandRows = Math.Clamp(BandNumbers / (Width * Math.Max(between, Outputs)), 1, Height);
    }

    /// <summary>Rows of what comes out.</summary>
    internal int Height { get; }

    /// <summary>Pixels of a row of what comes out.</summary>
    internal int Width { get; }

    /// <summary>Channels of what comes out, filled up.</summary>
    internal int Outputs { get; }

    /// <summary>Whether it is a 1x1 convolution over every pixel, which needs no frame: the ReLU is passed over as it reads.</summary>
    internal bool ReadsPixels { get; }

    /// <summary>Scratch that the way forth or back needs at most.</summary>
    internal nint ScratchSize => (bandRows * (nint)Width * (between + Outputs)) + (2 * Outputs) + Frame.Size(Height, Width, between, reach);

    /// <summary>Sums for the gradients of its weights.</summary>
    internal StageSums NewSums() => new(parts, weights);

    /// <summary>Computes some rows of a sample that the batch norm will see, and gathers their moments where they are wanted.</summary>
    internal void Forward(in Frame map, RowRange some, float* target, ChannelMoments? moments, Scratch scratch)
    {
        var mark = scratch.Mark;
        var band = scratch.Take(bandRows * (nint)Width * between);
        var (mean, squares) = ((nint)scratch.Take(Outputs), (nint)scratch.Take(Outputs));
        for (var (first, count) = (some.Begin, 0); first < some.End; first += count)
        {
            count = Math.Min(bandRows, some.End - first);
            var to = target + ((nint)first * Width * Outputs);
            rows.Pointwise(to, Windows(map, band, first, count), weights.Product, count * Width, between, readDepth, Outputs, adds: false);
            if (moments is not null)
            {
                rows.Moments(to, count * Width, Outputs, (float*)mean, (float*)squares);
                moments.Add((float*)mean, (float*)squares, count * Width);
            }
        }

        scratch.Back(mark);
    }

    /// <summary>Takes the gradient of some rows of a sample back, to the rows of the input that they come from.</summary>
    /// <param name="map">What went in.</param>
    /// <param name="some">The rows of what came out. Those beside them are read, too: windows reach over.</param>
    /// <param name="gradient">The gradient of what came out.</param>
    /// <param name="target">The gradient of what went in goes here, without a border; null where nobody wants it.</param>
    /// <param name="adds">Whether it is added to what is there.</param>
    /// <param name="sums">Gradients of the weights are added here; null where nobody wants them.</param>
    /// <param name="scratch">Working memory.</param>
    /// <param name="gate">
    /// For a stage that reads pixels: what went in before ReLU, so that the gradient goes through that as well; null for a gradient
    /// behind it.
    /// </param>
    internal void Backward(
        in Frame map, RowRange some, in NormGradient gradient, float* target, bool adds, StageSums? sums, Scratch scratch, float* gate = null)
    {
        var mark = scratch.Mark;
        var goesStraight = ReadsPixels && !adds && target is not null;
        var inner = goesStraight
            ? new Frame((nint)target, Height, Width, between, 0)
            : Frame.Bordered(scratch, Height, Width, between, reach);
        var band = scratch.Take(bandRows * (nint)Width * between);
        var through = scratch.Take(bandRows * (nint)Width * Outputs);
        var seen = target is null ? some : some.Wider(reach, Height);
        for (var (first, count) = (seen.Begin, 0); first < seen.End; first += count)
        {
            // Rows beside those asked for are another piece's to gather from.
            var isOwn = some.Holds(first);
            var wantsTaps = isOwn && sums is not null && parts.Depthwise is not null;
            count = Math.Min(bandRows, (isOwn ? some.End : first < some.Begin ? some.Begin : seen.End) - first);
            gradient.Read(rows, through, first * Width, count * Width);
            if (isOwn && sums is not null)
            {
                var from = Windows(map, band, first, count);
                rows.PointwiseGradients(sums.Product, from, through, count * Width, between, readDepth, Outputs);
            }

            for (var row = first; row < first + count && (wantsTaps || target is not null); row++)
            {
                var from = through + ((nint)(row - first) * Width * Outputs);
                rows.Pointwise(inner.Row(row), from, weights.Transposed, Width, Outputs, parts.Outputs, between, adds: false);
                if (gate is not null)
                {
                    rows.Gated(inner.Row(row), gate + ((nint)row * Width * inputs), inner.Row(row), Width * inputs, adds: false);
                }

                if (wantsTaps)
                {
                    var windows = geometry.Forward[0].Over(Width, inputs, weights.Taps);
                    rows.TapGradients(windows, sums!.Taps, inner.Row(row), map.Row(row * stride), stride * inputs);
                }
            }
        }

        if (target is not null && !goesStraight)
        {
            Spread(inner, some.Under(stride, input.Height), target, adds);
        }

        scratch.Back(mark);
    }

    /// <summary>Numbers that <see cref="Add"/> and <see cref="Return"/> work on.</summary>
    internal nint BandSize => Height * (nint)Width * between;

    /// <summary>Channels of the maps between windows and products.</summary>
    internal int Between => between;

    /// <summary>The stage with its batch norm's factors in its products.</summary>
    internal Stage Folded(ReadOnlySpan<float> factors)
    {
        weights.Fold(factors);
        return this;
    }

    /// <summary>Adds what comes out of a whole sample to a target.</summary>
    /// <param name="map">What goes in, ReLU passed over.</param>
    /// <param name="target">[Height, Width, Outputs].</param>
    /// <param name="band">Room for <see cref="BandSize"/> numbers.</param>
    internal void Add(in Frame map, float* target, float* band)
    {
        for (var (first, count) = (0, 0); first < Height; first += count)
        {
            count = Math.Min(bandRows, Height - first);
            var from = ReadsPixels ? map.Row(first) : Windows(map, band, first, count);
            rows.Pointwise(
                target + ((nint)first * Width * Outputs), from, weights.Product, count * Width, between, readDepth, Outputs, adds: true);
        }
    }

    /// <summary>Takes the gradient of a whole sample back to what went in behind its ReLU.</summary>
    /// <param name="gradient">[Height, Width, Outputs].</param>
    /// <param name="inner">A frame of the size of what comes out, <see cref="Between"/> channels and the reach of a window, zeros around.</param>
    /// <param name="target">The gradient of what went in, without a border.</param>
    /// <param name="adds">Whether it is added to what is there.</param>
    /// <param name="band">Room for <see cref="BandSize"/> numbers.</param>
    internal void Return(float* gradient, in Frame inner, float* target, bool adds, float* band)
    {
        if (ReadsPixels)
        {
            rows.Pointwise(target, gradient, weights.Transposed, Height * Width, Outputs, parts.Outputs, between, adds);
            return;
        }

        // Products go by eight pixels, of which rows of a small map are no multiple.
        rows.Pointwise(band, gradient, weights.Transposed, Height * Width, Outputs, parts.Outputs, between, adds: false);
        var count = Width * between;
        for (var row = 0; row < Height; row++)
        {
            new Span<float>(band + ((nint)row * count), count).CopyTo(new Span<float>(inner.Row(row), count));
        }

        Spread(inner, RowRange.All(input.Height), target, adds);
    }

    /// <inheritdoc/>
    public void Dispose() => weights.Dispose();

    /// <summary>What the products read of some rows: windows over them, or their pixels after ReLU.</summary>
    private float* Windows(in Frame map, float* band, int first, int count)
    {
        if (ReadsPixels)
        {
            rows.Relu(band, map.Row(first), count * Width * inputs);
            return band;
        }

        var target = band;
        for (var row = first; row < first + count; row++, target += Width * between)
        {
            for (var group = 0; group < geometry.Forward.Length; group++)
            {
                rows.Taps(
                    geometry.Forward[group].Over(Width, inputs, weights.Taps),
                    target + (group * inputs),
                    between,
                    map.Row(row * stride),
                    stride * inputs,
                    accumulate: false);
            }
        }

        return band;
    }

    private void Spread(in Frame inner, RowRange some, float* target, bool adds)
    {
        // With a stride, some pixels may be under no tap at all.
        if (!adds && stride > 1)
        {
            new Span<float>(target + (some.Begin * (nint)input.Width * inputs), some.Count * input.Width * inputs).Clear();
        }

        var backTaps = weights.BackTaps;
        foreach (var taps in geometry.Backward)
        {
            var windows = taps.Grid.Over((input.Width - taps.Column + stride - 1) / stride, inputs, backTaps);
            backTaps += taps.Weights.Length * (nint)inputs;
            for (var row = some.Begin + taps.Row; row < some.End; row += stride)
            {
                rows.Taps(
                    windows,
                    target + ((((nint)row * input.Width) + taps.Column) * inputs),
                    stride * inputs,
                    inner.Row((row - taps.Row) / stride) + (taps.Group * inputs),
                    between,
                    accumulate: adds || stride > 1);
            }
        }
    }
}
