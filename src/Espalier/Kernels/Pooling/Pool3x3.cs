using Espalier.Kernels.Memory;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Pooling;

/// <summary>
/// A 3x3 window over one sample, stride 1 or 2. The border takes no part: it never wins, and the mean is over the pixels that exist.
/// </summary>
/// <remarks>
/// Backwards a window is three columns and then three rows, so that a gradient has three places to go, twice, and not nine.
/// </remarks>
internal abstract unsafe class Pool3x3 : IDisposable
{
    /// <summary>A window sees three rows; a power of two, so that a row's place is quickly found.</summary>
    private const int RingRows = 4;

    private readonly int height;
    private readonly Neighbours[] pieces;
    private readonly NativeArray<float> outside;

    /// <summary>A pooling of maps of a size.</summary>
    /// <param name="rows">The kernels of the channels' width.</param>
    /// <param name="height">Rows of what goes in.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="channels">Channels, filled up.</param>
    /// <param name="stride">1 or 2.</param>
    /// <param name="border">What the border is to this window.</param>
    protected Pool3x3(RowKernels rows, int height, int width, int channels, int stride, float border)
    {
        (Rows, this.height, InputWidth, Stride, Channels) = (rows, height, width, stride, channels);
        (Height, Width) = (((height - 1) / stride) + 1, ((width - 1) / stride) + 1);
        pieces = [.. Pieces()];
        outside = new NativeArray<float>((nint)width * channels);
        new Span<float>(outside.Data, width * channels).Fill(border);
    }

    /// <summary>Rows of what comes out.</summary>
    internal int Height { get; }

    /// <summary>Pixels of a row of what comes out.</summary>
    internal int Width { get; }

    /// <summary>Numbers of a row of what comes out.</summary>
    internal int RowSize => Width * Channels;

    /// <summary>Numbers of what comes out.</summary>
    internal nint Size => (nint)Height * RowSize;

    /// <summary>Scratch that the way back needs.</summary>
    internal nint ScratchSize => (2 * RingRows * (nint)RowSize) + Channels;

    /// <summary>The kernels of its width.</summary>
    protected RowKernels Rows { get; }

    /// <summary>Channels, filled up.</summary>
    protected int Channels { get; }

    /// <summary>The step between windows.</summary>
    protected int Stride { get; }

    /// <summary>Pixels of a row of what goes in.</summary>
    protected int InputWidth { get; }

    /// <summary>Computes some rows of a sample.</summary>
    internal void Forward(float* input, float* target, int first, int count)
    {
        for (var row = first; row < first + count; row++, target += RowSize)
        {
            var middle = row * Stride;
            Windows(Input(input, middle - 1), Input(input, middle), Input(input, middle + 1), target, RowShare(row));
        }
    }

    /// <summary>The windows that see the rows of the input under some rows of what comes out.</summary>
    internal RowRange Seeing(RowRange some) => some.Wider(1, Height);

    /// <summary>Adds to the gradient of the rows of the input under some rows of what came out.</summary>
    /// <param name="input">The sample.</param>
    /// <param name="some">Those rows; what <see cref="Seeing"/> them came out is read.</param>
    /// <param name="output">What came out.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="target">The gradient of what went in.</param>
    /// <param name="scratch">Working memory.</param>
    internal void Backward(float* input, RowRange some, float* output, float* gradient, float* target, Scratch scratch)
    {
        var mark = scratch.Mark;
        var between = scratch.Take(RingRows * (nint)RowSize);
        var betweenGradient = scratch.Take(RingRows * (nint)RowSize);
        var nowhere = scratch.Take(Channels);
        var seeing = Seeing(some);
        var wanted = some.Under(Stride, height);
        var (joined, done) = ((seeing.Begin * Stride) - 1, wanted.Begin);
        for (var row = seeing.Begin; row < seeing.End; row++)
        {
            var middle = row * Stride;
            for (; joined <= middle + 1; joined++)
            {
                Join(input, joined, between + Ring(joined));
                new Span<float>(betweenGradient + Ring(joined), RowSize).Clear();
            }

            var window = new Route
            {
                First = between + Ring(middle - 1),
                Second = between + Ring(middle),
                Third = between + Ring(middle + 1),
                FirstSum = betweenGradient + Ring(middle - 1),
                SecondSum = betweenGradient + Ring(middle),
                ThirdSum = betweenGradient + Ring(middle + 1),
            };
            Back(window, output + (row * (nint)RowSize), gradient + (row * (nint)RowSize), RowShare(row), Width, Channels);

            // The next window begins below these, and the last one's reach ends with the map.
            var last = row + 1 == Height ? wanted.End : Math.Min(wanted.End, middle + Stride - 1);
            for (; done < last; done++)
            {
                var to = target + (done * (nint)InputWidth * Channels);
                ColumnsBack(Input(input, done), to, between + Ring(done), betweenGradient + Ring(done), nowhere);
            }
        }

        scratch.Back(mark);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        outside.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The windows over three whole rows.</summary>
    protected abstract void Windows(float* above, float* at, float* below, float* target, float share);

    /// <summary>What a window makes of three neighbours in one row.</summary>
    protected abstract void Part(float* target, float* first, float* second, float* third, int pixels);

    /// <summary>Takes the gradient of three joined places back to them.</summary>
    protected abstract void Back(in Route window, float* joined, float* gradient, float share, int pixels, int step);

    /// <summary>The windows of columns of a row, which may be the border above or below.</summary>
    private void Join(float* input, int row, float* target)
    {
        if (row < 0 || row >= height)
        {
            new Span<float>(outside.Data, RowSize).CopyTo(new Span<float>(target, RowSize));
            return;
        }

        foreach (var piece in pieces)
        {
            var middle = Input(input, row) + (piece.First * Stride * (nint)Channels);
            Part(
                target + (piece.First * (nint)Channels),
                piece.HasLeft ? middle - Channels : outside.Data,
                middle,
                piece.HasRight ? middle + Channels : outside.Data,
                piece.Count);
        }
    }

    private nint Ring(int row) => (row & (RingRows - 1)) * (nint)RowSize;

    private void ColumnsBack(float* row, float* rowGradient, float* windows, float* gradient, float* nowhere)
    {
        foreach (var piece in pieces)
        {
            var at = piece.First * Stride * (nint)Channels;
            var window = new Route
            {
                First = piece.HasLeft ? row + at - Channels : outside.Data,
                Second = row + at,
                Third = piece.HasRight ? row + at + Channels : outside.Data,
                FirstSum = piece.HasLeft ? rowGradient + at - Channels : nowhere,
                SecondSum = rowGradient + at,
                ThirdSum = piece.HasRight ? rowGradient + at + Channels : nowhere,
            };
            var to = piece.First * (nint)Channels;
            Back(window, windows + to, gradient + to, piece.Share, piece.Count, Stride * Channels);
        }
    }

    private float* Input(float* input, int row) =>
        row >= 0 && row < height ? input + (row * (nint)InputWidth * Channels) : outside.Data;

    private float RowShare(int row) => new Neighbours(row, 1, row > 0, (row * Stride) + 1 < height).Share;

    private IEnumerable<Neighbours> Pieces()
    {
        for (var first = 0; first < Width;)
        {
            var piece = Over(first, 1);
            while (piece.First + piece.Count < Width && Over(piece.First + piece.Count, 1) is var next
                && (next.HasLeft, next.HasRight) == (piece.HasLeft, piece.HasRight))
            {
                piece = piece with { Count = piece.Count + 1 };
            }

            yield return piece;
            first += piece.Count;
        }

        Neighbours Over(int window, int count) => new(window, count, window > 0, (window * Stride) + 1 < InputWidth);
    }
}
