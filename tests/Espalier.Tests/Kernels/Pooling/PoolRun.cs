using Espalier.Kernels.Memory;
using Espalier.Kernels.Pooling;
using Espalier.Kernels.Rows;

namespace Espalier.Tests.Kernels.Pooling;

/// <summary>A pooling of whole tensors, there and back; their channels are whole vectors.</summary>
internal static unsafe class PoolRun
{
    internal static (Tensor Output, Tensor Gradient) Of(bool maximum, int stride, Tensor input, Tensor gradient)
    {
        var rows = RowKernels.For((int)input.size(1));
        var (from, back) = (Maps.Of(input, rows), Maps.Of(gradient, rows));
        using Pool3x3 pool = maximum
            ? new MaxPool3x3(rows, from.Height, from.Width, from.Channels, stride)
            : new AvgPool3x3(rows, from.Height, from.Width, from.Channels, stride);
        var output = Maps.Empty(from.Samples, pool.Height, pool.Width, from.Channels);
        var result = Maps.Zeros(from.Samples, from.Height, from.Width, from.Channels);
        for (var sample = 0; sample < from.Samples; sample++)
        {
            // In two parts, as bands of rows ask for them.
            var first = pool.Height / 2;
            pool.Forward(from.Sample(sample), output.Sample(sample), 0, first);
            pool.Forward(from.Sample(sample), output.Sample(sample) + (first * (nint)pool.RowSize), first, pool.Height - first);
            foreach (var half in new[] { new RowRange(0, first), new RowRange(first, pool.Height) })
            {
                var scratch = Scratch.Empty(pool.ScratchSize);
                pool.Backward(from.Sample(sample), half, output.Sample(sample), back.Sample(sample), result.Sample(sample), scratch);
            }
        }

        return (output.Owner, result.Owner);
    }
}
