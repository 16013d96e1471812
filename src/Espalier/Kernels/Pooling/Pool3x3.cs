using Espalier.Kernels.Memory;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Pooling;

/// <summary>
/// A 3x3 window over one sample, stride 1 or 2, as three columns and then three rows. The border takes no part: it never wins, and the
/// mean is over the pixels that exist.
/// </summary>
internal abstract unsafe class Pool3x3(RowKernels rows, int height, int width, int channels, int stride)
{
    /// <summary>Rows of what comes out.</summary>
    internal int Height { get; } = ((height - 1) / stride) + 1;

    /// <summary>Pixels of a row of what comes out.</summary>
    internal int Width { get; } = ((width - 1) / stride) + 1;

    /// <summary>Numbers of what comes out.</summary>
    internal nint Size => (nint)Height * RowSize;

    /// <summary>Scratch that the way forth or back needs at most.</summary>
    internal nint ScratchSize => (2 * BetweenSize) + (2 * PaddedSize);

    /// <summary>Numbers of what stands between the two axes, with a row of border above and below.</summary>
    internal nint BetweenSize => (nint)(height + 2) * RowSize;

    /// <summary>The kernels of its width.</summary>
    protected RowKernels Rows => rows;

    /// <summary>Rows of what goes in.</summary>
    protected int InputHeight => height;

    /// <summary>Pixels of a row of what goes in.</summary>
    protected int InputWidth => width;

    /// <summary>Channels, filled up.</summary>
    protected int Channels => channels;

    /// <summary>The step between windows.</summary>
    protected int Stride => stride;

    /// <summary>Numbers of a row of what comes out.</summary>
    protected int RowSize => Width * channels;

    /// <summary>What the border is to this window.</summary>
    protected abstract float Outside { get; }

    private nint PaddedSize => (nint)(width + 2) * channels;

    /// <summary>Computes a sample.</summary>
    /// <param name="input">The sample.</param>
    /// <param name="between">Windows of columns, kept for the way back: <see cref="BetweenSize"/> numbers.</param>
    /// <param name="target">What comes out.</param>
    /// <param name="scratch">Working memory.</param>
    internal void Forward(float* input, float* between, float* target, Scratch scratch)
    {
        var mark = scratch.Mark;
        var row = PaddedRow(scratch);
        new Span<float>(between, RowSize).Fill(Outside);
        new Span<float>(between + ((height + 1) * (nint)RowSize), RowSize).Fill(Outside);
        for (var i = 0; i < height; i++)
        {
            Load(row, input, i);
            Columns(between + ((i + 1) * (nint)RowSize), row);
        }

        for (var i = 0; i < Height; i++)
        {
            RowsOf(target + (i * (nint)RowSize), between + (i * stride * (nint)RowSize), i);
        }

        scratch.Back(mark);
    }

    /// <summary>Adds a sample's gradient to the gradient of what went in.</summary>
    /// <param name="input">The sample.</param>
    /// <param name="between">What <see cref="Forward"/> left there.</param>
    /// <param name="output">What came out.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="target">The gradient of what went in.</param>
    /// <param name="scratch">Working memory.</param>
    internal void Backward(float* input, float* between, float* output, float* gradient, float* target, Scratch scratch)
    {
        var mark = scratch.Mark;
        var betweenGradient = scratch.Take(BetweenSize);
        new Span<float>(betweenGradient, (int)BetweenSize).Clear();
        for (var i = 0; i < Height; i++)
        {
            var at = i * (nint)RowSize;
            var window = i * stride * (nint)RowSize;
            RowsBack(between + window, betweenGradient + window, output + at, gradient + at, i);
        }

        var row = PaddedRow(scratch);
        var rowGradient = scratch.Take(PaddedSize);
        for (var i = 0; i < height; i++)
        {
            Load(row, input, i);
            new Span<float>(rowGradient, (int)PaddedSize).Clear();
            var at = (i + 1) * (nint)RowSize;
            ColumnsBack(row, rowGradient, between + at, betweenGradient + at);
            rows.Add(target + (i * (nint)width * channels), rowGradient + channels, width * channels);
        }

        scratch.Back(mark);
    }

    /// <summary>The windows of columns of one padded row.</summary>
    protected abstract void Columns(float* target, float* row);

    /// <summary>The windows of rows that make one row of what comes out; the first of the three is at <paramref name="between"/>.</summary>
    protected abstract void RowsOf(float* target, float* between, int row);

    /// <summary>Takes a row's gradient back to its three rows.</summary>
    protected abstract void RowsBack(float* between, float* betweenGradient, float* output, float* gradient, int row);

    /// <summary>Takes the gradient of windows of columns back to the padded row.</summary>
    protected abstract void ColumnsBack(float* row, float* rowGradient, float* windows, float* gradient);

    private float* PaddedRow(Scratch scratch)
    {
        var row = scratch.Take(PaddedSize);
        new Span<float>(row, channels).Fill(Outside);
        new Span<float>(row + ((width + 1) * (nint)channels), channels).Fill(Outside);
        return row;
    }

    private void Load(float* row, float* input, int index)
    {
        var count = width * channels;
        new Span<float>(input + (index * (nint)count), count).CopyTo(new Span<float>(row + channels, count));
    }
}
