using Espalier.Costs;
using Espalier.Data;
using Espalier.Export.Gate;
using Espalier.Onnx.Runtime;

namespace Espalier.Export;

/// <summary>How long ONNX Runtime takes for a batch of a file.</summary>
/// <param name="Batch">Images at once.</param>
/// <param name="Threads">Threads of one operator.</param>
/// <param name="Pinned">Whether these were bound to processors meanwhile.</param>
/// <param name="Time">Of the whole batch.</param>
public sealed record OnnxLatency(int Batch, int Threads, bool Pinned, LatencyEstimate Time)
{
    /// <summary>
    /// Measures on a thread of its own, bound to as many processors as there are threads; those that ONNX Runtime adds inherit the bond.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="images">What is classified; again from the first where the batch is larger.</param>
    /// <param name="batch">Images at once; must be what the file takes.</param>
    /// <param name="threads">Threads of one operator.</param>
    /// <param name="clock">What measures.</param>
    /// <exception cref="InvalidInputException">There is no ONNX Runtime on this machine.</exception>
    public static OnnxLatency Of(string path, ImageSet images, int batch, int threads, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfZero(images.Count, nameof(images));
        var pixels = new float[batch * images.Shape.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = images.Pixels[i % images.Pixels.Length] / 255f;
        }

        return PinnedThread.Run(threads, pinned =>
        {
            using var classifier = new OnnxClassifier(path, threads);
            var logits = new float[classifier.LogitsOf(batch)];
            var bystanders = Bystanders.OfThisMachine(threads);
            var time = LatencyEstimate.Of(() => classifier.Run(pixels, logits), clock, bystanders.Look);
            return new OnnxLatency(batch, threads, pinned, time with { Noise = time.Noise ?? bystanders.Noise });
        });
    }
}
