using Espalier.Kernels.Memory;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Frozen;

/// <summary>An input of a cell at its width, or a node: the sum of its edges.</summary>
internal sealed unsafe class FrozenState
{
    private readonly RowKernels rows;
    private readonly MapPlace map;
    private readonly MapPlace gradient;
    private readonly FramePlace? frame;
    private readonly MapPlace activeGradient;
    private readonly float[] bias;

    /// <summary>A state of a size.</summary>
    /// <param name="rows">The kernels.</param>
    /// <param name="layout">Where it gets its places.</param>
    /// <param name="size">Rows, pixels of a row, channels filled up.</param>
    /// <param name="border">The widest border that a stage wants that reads it; negative where none does.</param>
    internal FrozenState(RowKernels rows, FrozenLayout layout, (int Height, int Width, int Channels) size, int border)
    {
        this.rows = rows;
        map = layout.Keep(size.Height, size.Width, size.Channels);
        gradient = layout.Work(size.Height, size.Width, size.Channels);
        bias = new float[size.Channels];
        if (border >= 0)
        {
            frame = layout.Frame(size.Height, size.Width, size.Channels, border);
            activeGradient = layout.Work(size.Height, size.Width, size.Channels);
        }
    }

    /// <summary>Its size.</summary>
    internal MapPlace Size => map;

    /// <summary>The last edge that reads it through stages: the first on the way back, which has nothing to add to.</summary>
    internal FrozenEdge? LastReader { get; set; }

    /// <summary>The border of its frame.</summary>
    internal int Border => frame?.Border ?? 0;

    /// <summary>Its values.</summary>
    internal float* Values(in FrozenMemory memory) => memory.Kept + map.Offset;

    /// <summary>The gradient of its values.</summary>
    internal float* Gradient(in FrozenMemory memory) => memory.Work + gradient.Offset;

    /// <summary>Its values after ReLU, for stages.</summary>
    internal Frame Active(in FrozenMemory memory) => frame!.Value.In(memory.Work);

    /// <summary>The gradient of its values after ReLU.</summary>
    internal float* ActiveGradient(in FrozenMemory memory) => memory.Work + activeGradient.Offset;

    /// <summary>Adds to what its values begin as.</summary>
    internal void AddBias(ReadOnlySpan<float> shift)
    {
        for (var channel = 0; channel < bias.Length; channel++)
        {
            bias[channel] += shift[channel];
        }
    }

    /// <summary>Its values as they are before any edge has added to them.</summary>
    internal void Begin(in FrozenMemory memory)
    {
        var values = new Span<float>(Values(memory), map.Size);
        bias.CopyTo(values);
        for (var filled = bias.Length; filled < values.Length; filled *= 2)
        {
            values[..Math.Min(filled, values.Length - filled)].CopyTo(values[filled..]);
        }
    }

    /// <summary>Passes ReLU over what all edges have added to, for those who read it.</summary>
    internal void Finish(in FrozenMemory memory)
    {
        if (frame is not { } place)
        {
            return;
        }

        var (active, count) = (place.In(memory.Work), map.Width * map.Channels);
        var values = Values(memory);
        for (var row = 0; row < map.Height; row++)
        {
            rows.Relu(active.Row(row), values + (row * (nint)count), count);
        }
    }

    /// <summary>A gradient of nothing.</summary>
    internal void BeginBack(in FrozenMemory memory) => new Span<float>(Gradient(memory), map.Size).Clear();

    /// <summary>Takes the gradient behind ReLU through it, once everybody who reads it has added his.</summary>
    /// <param name="memory">Where it is.</param>
    /// <param name="adds">Whether it is added to the gradient, or is all of it.</param>
    internal void FinishBack(in FrozenMemory memory, bool adds = true)
    {
        if (frame is not null)
        {
            rows.Gated(Gradient(memory), Values(memory), ActiveGradient(memory), map.Size, adds);
        }
    }
}
