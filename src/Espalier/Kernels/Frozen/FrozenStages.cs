using Espalier.Kernels.Cells;
using Espalier.Kernels.Rows;
using Espalier.Kernels.Stages;

namespace Espalier.Kernels.Frozen;

/// <summary>One stage or two, with their batch norms in their products.</summary>
internal sealed unsafe class FrozenStages : FrozenEdge
{
    private readonly FrozenState from;
    private readonly FrozenState to;
    private readonly Stage[] stages;
    private readonly FramePlace[] inner;
    private readonly FrozenState? between;

    internal FrozenStages(StagesChoice choice, RowKernels rows, FrozenLayout layout, FrozenState from, FrozenState to)
    {
        (this.from, this.to) = (from, to);
        stages = new Stage[choice.Stages.Count];
        inner = new FramePlace[stages.Length];
        var source = from;
        for (var i = 0; i < stages.Length; i++)
        {
            var (parts, read) = (choice.Stages[i], source.Size);
            var norm = Settled(parts.Norm, rows.Pad(parts.Outputs));
            stages[i] = new Stage(parts, rows, read.Channels, read.Height, read.Width, source.Border).Folded(new(norm.Scale, norm.Width));
            layout.WantBand(stages[i].BandSize);
            inner[i] = layout.Passing(stages[i].Height, stages[i].Width, stages[i].Between, parts.Reach);
            source = to;
            if (i + 1 < stages.Length)
            {
                var size = (stages[i].Height, stages[i].Width, stages[i].Outputs);
                source = between = new FrozenState(rows, layout, size, choice.Stages[i + 1].Border);
            }

            source.AddBias(new(norm.Shift, norm.Width));
        }

        from.LastReader = this;
    }

    internal override void Forward(in FrozenMemory memory)
    {
        if (between is null)
        {
            stages[0].Add(from.Active(memory), to.Values(memory), memory.Band);
            return;
        }

        between.Begin(memory);
        stages[0].Add(from.Active(memory), between.Values(memory), memory.Band);
        between.Finish(memory);
        stages[1].Add(between.Active(memory), to.Values(memory), memory.Band);
    }

    internal override void Backward(in FrozenMemory memory)
    {
        var gradient = to.Gradient(memory);
        if (between is not null)
        {
            stages[1].Return(gradient, inner[1].In(memory.Work), between.ActiveGradient(memory), adds: false, memory.Band);
            between.FinishBack(memory, adds: false);
            gradient = between.Gradient(memory);
        }

        stages[0].Return(gradient, inner[0].In(memory.Work), from.ActiveGradient(memory), from.LastReader != this, memory.Band);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Array.ForEach(stages, stage => stage.Dispose());
        base.Dispose();
    }
}
