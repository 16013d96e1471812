using Espalier.Kernels.Memory;
using Espalier.Kernels.Rows;
using Espalier.Kernels.Stages;

namespace Espalier.Kernels.Frozen;

/// <summary>The stage that brings a joint to a cell's width and size.</summary>
internal sealed unsafe class FrozenInput : IDisposable
{
    private readonly FrozenJoint from;
    private readonly FrozenState to;
    private readonly Stage stage;
    private readonly FramePlace inner;

    // Where the shifted half of a factorised reduction reads beyond a map of odd size.
    private readonly FramePlace? bordered;

    internal FrozenInput(StageParts parts, RowKernels rows, FrozenLayout layout, FrozenJoint from, int border)
    {
        this.from = from;
        var size = from.Size;
        var isOdd = parts.Stride > 1 && (size.Height % 2 != 0 || size.Width % 2 != 0);
        bordered = isOdd ? layout.Frame(size.Height, size.Width, size.Channels, parts.Border) : null;
        var norm = FrozenEdge.Settled(parts.Norm, rows.Pad(parts.Outputs));
        stage = new Stage(parts, rows, size.Channels, size.Height, size.Width, isOdd ? parts.Border : 0).Folded(new(norm.Scale, norm.Width));
        layout.WantBand(stage.BandSize);
        inner = layout.Passing(stage.Height, stage.Width, stage.Between, parts.Reach);
        to = new FrozenState(rows, layout, (stage.Height, stage.Width, stage.Outputs), border);
        to.AddBias(new(norm.Shift, norm.Width));
        from.LastReader = this;
    }

    /// <summary>What it brings.</summary>
    internal FrozenState State => to;

    internal void Forward(in FrozenMemory memory)
    {
        to.Begin(memory);
        stage.Add(Source(memory), to.Values(memory), memory.Band);
        to.Finish(memory);
    }

    internal void Backward(in FrozenMemory memory)
    {
        to.FinishBack(memory);
        stage.Return(to.Gradient(memory), inner.In(memory.Work), from.Gradient(memory), from.LastReader != this, memory.Band);
    }

    /// <inheritdoc/>
    public void Dispose() => stage.Dispose();

    private Frame Source(in FrozenMemory memory)
    {
        var size = from.Size;
        var values = from.Active(memory);
        if (bordered is not { } place)
        {
            return new((nint)values, size.Height, size.Width, size.Channels, 0);
        }

        var (frame, count) = (place.In(memory.Work), size.Width * size.Channels);
        for (var row = 0; row < size.Height; row++)
        {
            new Span<float>(values + (row * (nint)count), count).CopyTo(new Span<float>(frame.Row(row), count));
        }

        return frame;
    }
}
