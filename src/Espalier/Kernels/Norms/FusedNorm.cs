using System.Runtime.CompilerServices;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Norms;

/// <summary>
/// One batch norm of one pass: what it does to each channel, scale * y + shift, and how a gradient goes back through it.
/// </summary>
/// <remarks>
/// With n pixels, batch statistics and h = (y - mean) * inverse (Ioffe and Szegedy 2015): dL/dy = gain * inverse *
/// (g - mean(g) - h * mean(g h)), which is first * g + second * y + constant. With running statistics it is gain * inverse * g.
/// </remarks>
internal sealed unsafe class FusedNorm
{
    private readonly BatchNorm2d? module;
    // Pinned, so that kernels read it in place and nobody needs to free it.
    private readonly float[] numbers;
    private readonly double[] inverse;
    private readonly bool usesBatch;
    private long pixels;
    private (ChannelProducts Products, double Factor)? back;

    /// <summary>What a module would do now; its batch's statistics are yet to come.</summary>
    /// <param name="module">The batch norm that it stands for.</param>
    /// <param name="width">Channels filled up to whole vectors.</param>
    internal FusedNorm(BatchNorm2d module, int width)
        : this(module, (int)module.num_features, width)
    {
        usesBatch = module.training || module.running_mean is null;
        if (!usesBatch)
        {
            var (mean, variance) = (Read(module.running_mean, 0), Read(module.running_var, 1));
            Set(channel => mean[channel], channel => 1 / Math.Sqrt(variance[channel] + module.eps));
        }
    }

    private FusedNorm(BatchNorm2d? module, int channels, int width)
    {
        this.module = module;
        (Channels, Width) = (channels, width);
        numbers = GC.AllocateArray<float>(6 * width, pinned: true);
        inverse = new double[width];
        Gain = Read(module?.weight, 1);
        Bias = Read(module?.bias, 0);
    }

    /// <summary>Channels.</summary>
    internal int Channels { get; }

    /// <summary>Channels filled up.</summary>
    internal int Width { get; }

    /// <summary>Whether it needs <see cref="Finish"/>.</summary>
    internal bool UsesBatch => usesBatch;

    /// <summary>Whether it has weights.</summary>
    internal bool IsAffine => module is { weight: not null } or { bias: not null };

    /// <summary>The affine factors, 1 where the module has none.</summary>
    internal float[] Gain { get; }

    /// <summary>The affine shifts, 0 where the module has none.</summary>
    internal float[] Bias { get; }

    /// <summary>What each channel is multiplied by.</summary>
    internal float* Scale => At(0);

    /// <summary>What is added then.</summary>
    internal float* Shift => At(1);

    /// <summary>Each channel's mean.</summary>
    internal float* Mean => At(2);

    /// <summary>The factor of the gradient on its way back.</summary>
    internal float* First => At(3);

    /// <summary>The factor of the value.</summary>
    internal float* Second => At(4);

    /// <summary>What is added.</summary>
    internal float* Constant => At(5);

    /// <summary>What leaves every number as it is: an operation without batch norm.</summary>
    internal static FusedNorm None(int channels, int width)
    {
        var none = new FusedNorm(null, channels, width);
        none.Set(_ => 0, _ => 1);
        return none;
    }

    /// <summary>Takes the batch's statistics, and lets the module's running ones move as it would itself.</summary>
    internal void Finish(ChannelMoments moments)
    {
        pixels = moments.Count;
        Set(moments.Mean, channel => 1 / Math.Sqrt(moments.Variance(channel) + module!.eps));
        if (!module!.training || !module.update_running_stats || module.running_mean is null)
        {
            return;
        }

        using var unrecorded = no_grad();
        module.num_batches_tracked!.add_(1);
        var mean = module.running_mean.storage<float>();
        var variance = module.running_var!.storage<float>();
        var unbiased = pixels / (double)Math.Max(pixels - 1, 1);
        for (var channel = 0; channel < Channels; channel++)
        {
            mean[channel] += (float)(module.momentum * (moments.Mean(channel) - mean[channel]));
            variance[channel] += (float)(module.momentum * ((moments.Variance(channel) * unbiased) - variance[channel]));
        }
    }

    /// <summary>Prepares the way back for gradients that are to be multiplied by a number first.</summary>
    /// <param name="products">Sums over the incoming gradients before that.</param>
    /// <param name="factor">The number, e.g. an operation's share of a mixture.</param>
    internal void PrepareBackward(ChannelProducts products, double factor)
    {
        back = (products, factor);
        for (var channel = 0; channel < Channels; channel++)
        {
            var first = factor * Gain[channel] * inverse[channel];
            First[channel] = (float)first;
            Constant[channel] = 0;
            if (usesBatch)
            {
                var slope = inverse[channel] * inverse[channel] * products.Product(channel) / pixels;
                Second[channel] = (float)(-first * slope);
                Constant[channel] = (float)(first * ((Mean[channel] * slope) - (products.Sum(channel) / pixels)));
            }
        }
    }

    /// <summary>target (+)= the gradient on the far side of it, once that is prepared.</summary>
    /// <param name="rows">The kernels.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="gradient">The gradient on the near side.</param>
    /// <param name="values">What stood before it.</param>
    /// <param name="pixels">How many pixels.</param>
    /// <param name="adds">Whether it is added to what is there.</param>
    internal void GoBack(RowKernels rows, float* target, float* gradient, float* values, int pixels, bool adds)
    {
        if (usesBatch)
        {
            rows.Mix(target, gradient, First, values, Second, Constant, pixels, Width, adds);
        }
        else
        {
            rows.Scale(target, gradient, First, Constant, pixels, Width, adds);
        }
    }

    /// <summary>The gradient of a factor that all of the norm's output is multiplied by: the sum of gradient times output.</summary>
    internal double FactorGradient(ChannelProducts products) => Enumerable.Range(0, Channels).Sum(channel =>
        (Gain[channel] * inverse[channel] * products.Product(channel)) + (Bias[channel] * products.Sum(channel)));

    /// <summary>
    /// The gradients of its weights after <see cref="PrepareBackward"/>, in the caller's scope: the factors', then the shifts'.
    /// </summary>
    internal IEnumerable<Tensor> AffineGradients()
    {
        var channels = Enumerable.Range(0, Channels);
        var (products, factor) = back!.Value;
        if (module?.weight is not null)
        {
            yield return tensor([.. channels.Select(channel => (float)(factor * inverse[channel] * products.Product(channel)))]);
        }

        if (module?.bias is not null)
        {
            yield return tensor([.. channels.Select(channel => (float)(factor * products.Sum(channel)))]);
        }
    }

    /// <summary>Prepares scale and shift multiplied by a number: <see cref="First"/> and <see cref="Constant"/>.</summary>
    internal void PrepareForward(double factor)
    {
        for (var channel = 0; channel < Width; channel++)
        {
            First[channel] = (float)(factor * Scale[channel]);
            Constant[channel] = (float)(factor * Shift[channel]);
        }
    }

    private float* At(int row) => (float*)Unsafe.AsPointer(ref numbers[row * Width]);

    private void Set(Func<int, double> mean, Func<int, double> inverses)
    {
        for (var channel = 0; channel < Channels; channel++)
        {
            inverse[channel] = inverses(channel);
            var scale = Gain[channel] * inverse[channel];
            Scale[channel] = (float)scale;
            Shift[channel] = (float)(Bias[channel] - (mean(channel) * scale));
            Mean[channel] = (float)mean(channel);
        }
    }

    private float[] Read(Tensor? values, float otherwise)
    {
        if (values is null)
        {
            var same = new float[Channels];
            Array.Fill(same, otherwise);
            return same;
        }

        return values.storage<float>().ToArray();
    }
}
