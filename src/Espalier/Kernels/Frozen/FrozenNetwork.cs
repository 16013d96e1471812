using System.Collections.Concurrent;
using Espalier.Kernels.Memory;

namespace Espalier.Kernels.Frozen;

/// <summary>
/// What a network computes in evaluation mode with the numbers that it has now, prepared for many passes: batch norms are in the products that they
/// follow, and a sample goes through all of the network at once and stays in the caches. Gradients go to the images and to nothing else.
/// </summary>
/// <remarks>
/// Its logits are the network's but for rounding, since factors are multiplied in another order. It owns copies: what becomes of the network later does
/// not touch it. Passes may run on several threads at once.
/// </remarks>
internal sealed unsafe class FrozenNetwork : Module<Tensor, Tensor>
{
    private readonly FrozenLayout layout = new();
    private readonly (int Planes, int Height, int Width) image;
    private readonly FrozenStem stem;
    private readonly FrozenCell[] cells;
    private readonly FrozenJoint[] joints;
    private readonly FrozenHead head;
    private readonly int classes;
    private readonly ConcurrentBag<NativeArray<float>> idle = [];

    /// <summary>Copies what a network has now.</summary>
    /// <exception cref="ArgumentException">A batch norm takes the statistics of its batch: the network is not in evaluation mode.</exception>
    internal FrozenNetwork(FrozenParts parts)
        : base(nameof(FrozenNetwork))
    {
        (image, classes) = (parts.Image, (int)parts.Classifier.out_features);
        stem = new FrozenStem(layout, parts.Stem, parts.StemNorm, parts.Statistics, parts.Image);
        cells = new FrozenCell[parts.Cells.Count];
        joints = new FrozenJoint[cells.Length - 1];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = new FrozenCell(parts.Cells[i], layout, Before(i - 1), Before(i));
            if (i < joints.Length)
            {
                var size = cells[i].Outputs[0].Size;
                joints[i] = new FrozenJoint(layout, size.Height, size.Width, cells[i].Channels * cells[i].Outputs.Count);
            }
        }

        head = new FrozenHead(layout, cells[^1], parts.Classifier);

        FrozenJoint Before(int cell) => cell <= 0 ? stem.Joint : joints[cell - 1];
    }

    /// <summary>Whether it can copy such numbers: float32 on the processor.</summary>
    internal static bool Handles(IEnumerable<Parameter> numbers) =>
        numbers.All(number => number.dtype == ScalarType.Float32 && number.device.type == DeviceType.CPU);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var shape = input.shape;
        return shape is [_, var planes, var height, var width] && (planes, height, width) == (image.Planes, image.Height, image.Width)
            ? FrozenFunction.apply(this, is_grad_enabled(), input)
            : throw new ArgumentException(
                $"images [{string.Join(", ", shape)}] where [N, {image.Planes}, {image.Height}, {image.Width}] is needed", nameof(input));
    }

    /// <summary>The logits [N, classes], and what the way back reads again; both belong to the caller's scope.</summary>
    /// <param name="images">float32 [N, planes, rows, pixels] without gaps.</param>
    /// <param name="keeps">Whether there is to be a way back.</param>
    internal (Tensor Logits, Tensor? Kept) Forward(Tensor images, bool keeps)
    {
        var samples = images.size(0);
        var logits = empty([samples, classes]);
        var kept = keeps ? empty([samples, layout.KeptSize]) : null;
        var (from, to, own) = ((nint)Maps.Pointer(images), (nint)Maps.Pointer(logits), kept is null ? 0 : (nint)Maps.Pointer(kept));
        Each(samples, (sample, work) =>
        {
            var memory = Memory(work, own == 0 ? null : (float*)own + (sample * layout.KeptSize));
            stem.Forward((float*)from + (sample * ImageSize), memory);
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i].Forward(memory);
                if (i < joints.Length)
                {
                    joints[i].Write(memory, cells[i]);
                }
            }

            head.Forward((float*)to + (sample * classes), memory);
        });
        return (logits, kept);
    }

    /// <summary>The gradient of the images, which belongs to the caller's scope.</summary>
    /// <param name="gradient">That of the logits, without gaps.</param>
    /// <param name="kept">What the way forth kept.</param>
    internal Tensor Backward(Tensor gradient, Tensor kept)
    {
        var samples = gradient.size(0);
        var result = empty([samples, image.Planes, image.Height, image.Width]);
        var (from, to, own) = ((nint)Maps.Pointer(gradient), (nint)Maps.Pointer(result), (nint)Maps.Pointer(kept));
        Each(samples, (sample, work) =>
        {
            var memory = Memory(work, (float*)own + (sample * layout.KeptSize));
            for (var i = cells.Length - 1; i >= 0; i--)
            {
                cells[i].BeginBack(memory);
                if (i == joints.Length)
                {
                    head.Backward((float*)from + (sample * classes), memory);
                }
                else
                {
                    joints[i].Read(memory, cells[i]);
                }

                cells[i].Backward(memory);
            }

            stem.Backward((float*)to + (sample * ImageSize), memory);
        });
        return result;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stem.Dispose();
            Array.ForEach(cells, cell => cell.Dispose());
            while (idle.TryTake(out var memory))
            {
                memory.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private int ImageSize => image.Planes * image.Height * image.Width;

    private nint WorkSize => layout.WorkSize + layout.BandSize + layout.KeptSize;

    private FrozenMemory Memory(nint work, float* kept) => new()
    {
        Work = (float*)work,
        Band = (float*)work + layout.WorkSize,
        Kept = kept is null ? (float*)work + layout.WorkSize + layout.BandSize : kept,
    };

    /// <summary>Shares samples out over libtorch's threads, each with memory of its own.</summary>
    private void Each(long samples, Action<nint, nint> body) => parallel_for(samples, 1, (begin, end) =>
    {
        var memory = idle.TryTake(out var found) ? found : new NativeArray<float>(WorkSize);
        for (var sample = begin; sample < end; sample++)
        {
            body((nint)sample, (nint)memory.Data);
        }

        idle.Add(memory);
    });
}

/// <summary>A frozen network as one node of the graph.</summary>
internal sealed class FrozenFunction : autograd.SingleTensorFunction<FrozenFunction>
{
    /// <inheritdoc/>
    public override string Name => "FrozenNetwork";

    /// <inheritdoc/>
    protected override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (network, keeps) = ((FrozenNetwork)vars[0], (bool)vars[1]);
        var (logits, kept) = network.Forward(((Tensor)vars[2]).contiguous(), keeps);
        ctx.save_data(nameof(FrozenNetwork), network);
        if (kept is not null)
        {
            ctx.save_for_backward([kept]);
        }

        return logits;
    }

    /// <inheritdoc/>
    protected override List<Tensor?> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
        [((FrozenNetwork)ctx.get_data(nameof(FrozenNetwork))).Backward(grad_output.contiguous(), ctx.get_saved_variables()[0])];
}
