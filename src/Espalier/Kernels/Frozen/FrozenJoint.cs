using System.Numerics;

namespace Espalier.Kernels.Frozen;

/// <summary>
/// What stands between cells: nodes side by side after ReLU, which is all that the cells behind read of it. It is kept, since it says where the
/// gradient passes.
/// </summary>
internal sealed unsafe class FrozenJoint
{
    private const int WidestVector = 16;
    private readonly int channels;
    private readonly MapPlace active;
    private readonly MapPlace gradient;

    /// <summary>A joint of so many channels, which are filled up to the widest vectors.</summary>
    internal FrozenJoint(FrozenLayout layout, int height, int width, int channels)
    {
        this.channels = channels;
        var padded = (channels + WidestVector - 1) / WidestVector * WidestVector;
        active = layout.Keep(height, width, padded);
        gradient = layout.Work(height, width, padded);
    }

    /// <summary>Its size.</summary>
    internal MapPlace Size => active;

    /// <summary>The last cell that reads it: the first on the way back, which has nothing to add to.</summary>
    internal object? LastReader { get; set; }

    /// <summary>Its values after ReLU.</summary>
    internal float* Active(in FrozenMemory memory) => memory.Kept + active.Offset;

    /// <summary>Their gradient.</summary>
    internal float* Gradient(in FrozenMemory memory) => memory.Work + gradient.Offset;

    /// <summary>Writes a cell's nodes side by side, and zeros where channels are filled up.</summary>
    internal void Write(in FrozenMemory memory, FrozenCell cell)
    {
        for (var pixel = 0; pixel < active.Pixels && channels < active.Channels; pixel++)
        {
            new Span<float>(Active(memory) + (pixel * (nint)active.Channels) + channels, active.Channels - channels).Clear();
        }

        for (var place = 0; place < cell.Outputs.Count; place++)
        {
            var node = cell.Outputs[place];
            Write(memory, node.Values(memory), cell.Channels, node.Size.Channels, place * cell.Channels);
        }
    }

    /// <summary>Reads the gradients of a cell's nodes.</summary>
    internal void Read(in FrozenMemory memory, FrozenCell cell)
    {
        for (var place = 0; place < cell.Outputs.Count; place++)
        {
            var node = cell.Outputs[place];
            Read(memory, node.Gradient(memory), cell.Channels, node.Size.Channels, place * cell.Channels);
        }
    }

    /// <summary>Writes maps after ReLU at a place, from a channel on.</summary>
    internal void Write(in FrozenMemory memory, float* values, int channels, int padded, int first)
    {
        var target = Active(memory) + first;
        for (var pixel = 0; pixel < active.Pixels; pixel++, target += active.Channels, values += padded)
        {
            var channel = 0;
            for (; channel + Vector<float>.Count <= channels; channel += Vector<float>.Count)
            {
                Vector.Max(Vector.Load(values + channel), Vector<float>.Zero).Store(target + channel);
            }

            for (; channel < channels; channel++)
            {
                target[channel] = Math.Max(values[channel], 0);
            }
        }
    }

    /// <summary>Reads the gradient of maps at that place, where ReLU let them pass.</summary>
    internal void Read(in FrozenMemory memory, float* target, int channels, int padded, int first)
    {
        var gate = Active(memory) + first;
        var from = Gradient(memory) + first;
        for (var pixel = 0; pixel < active.Pixels; pixel++, gate += active.Channels, from += active.Channels, target += padded)
        {
            var channel = 0;
            for (; channel + Vector<float>.Count <= channels; channel += Vector<float>.Count)
            {
                var passes = Vector.GreaterThan(Vector.Load(gate + channel), Vector<float>.Zero);
                Vector.ConditionalSelect(passes, Vector.Load(from + channel), Vector<float>.Zero).Store(target + channel);
            }

            for (; channel < padded; channel++)
            {
                target[channel] = channel < channels && gate[channel] > 0 ? from[channel] : 0;
            }
        }
    }
}
