using Espalier.Onnx.Runtime;

namespace Espalier.Export.Gate;

/// <summary>A file as a classifier, run by ONNX Runtime.</summary>
public sealed class OnnxClassifier : IDisposable
{
    private readonly OnnxSession session;
    private readonly long[] image;
    private readonly int classes;

    /// <summary>Loads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="threads">How many threads one operator may use.</param>
    /// <exception cref="InvalidInputException">There is no ONNX Runtime on this machine.</exception>
    /// <exception cref="OnnxRuntimeException">ONNX Runtime refuses the file, or it is no classifier of images.</exception>
    public OnnxClassifier(string path, int threads)
        : this(File.ReadAllBytes(path), threads)
    {
    }

    /// <summary>Loads the bytes of a file.</summary>
    /// <param name="model">The bytes.</param>
    /// <param name="threads">How many threads one operator may use.</param>
    /// <exception cref="InvalidInputException">There is no ONNX Runtime on this machine.</exception>
    /// <exception cref="OnnxRuntimeException">ONNX Runtime refuses them, or they are no classifier of images.</exception>
    public OnnxClassifier(ReadOnlySpan<byte> model, int threads)
    {
        RequireRuntime();
        session = new OnnxSession(model, OnnxExporter.InputName, OnnxExporter.OutputName, threads);
        image = [.. session.InputShape.Skip(1)];
        classes = (int)session.OutputShape[^1];
        Batch = session.InputShape[0] > 0 ? (int)session.InputShape[0] : null;
    }

    /// <summary>The sizes of its input; -1 for one that is free.</summary>
    public IReadOnlyList<long> InputShape => session.InputShape;

    /// <summary>The sizes of its output; -1 for one that is free.</summary>
    public IReadOnlyList<long> OutputShape => session.OutputShape;

    /// <summary>How many images it takes at once; null where that is free.</summary>
    public int? Batch { get; }

    /// <summary>Looks whether files can be run here.</summary>
    /// <returns>The version of ONNX Runtime.</returns>
    /// <exception cref="InvalidInputException">They cannot: the message says how to mend it.</exception>
    public static string RequireRuntime()
    {
        try
        {
            return OnnxRuntimeLibrary.Version;
        }
        catch (Exception fault) when (fault is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            throw new InvalidInputException(
                "ONNX Runtime",
                fault.Message.ReplaceLineEndings(" "),
                $"run eng/install.sh onnxruntime, or set {OnnxRuntimeLibrary.Variable}=/path/libonnxruntime.so",
                fault);
        }
    }

    /// <summary>The logits [N, classes] of images [N, C, H, W] in pixel units, in as many runs as the file's batch asks for.</summary>
    /// <returns>A tensor of the caller's scope.</returns>
    public Tensor Logits(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        var count = (int)images.size(0);
        var pixels = Pixels(images);
        var step = Batch ?? count;
        var length = pixels.Length / count;
        var logits = new float[count * classes];
        for (var first = 0; first < count; first += step)
        {
            var here = Math.Min(step, count - first);
            var given = pixels.AsSpan(first * length, here * length);
            if (here == step)
            {
                Run(given, logits.AsSpan(first * classes, here * classes));
                continue;
            }

            // A file of a fixed batch takes full ones only.
            var padded = new float[step * length];
            var made = new float[step * classes];
            given.CopyTo(padded);
            Run(padded, made);
            made.AsSpan(0, here * classes).CopyTo(logits.AsSpan(first * classes));
        }

        return tensor<float>(logits, [count, classes]);
    }

    /// <summary>One run of the file on pixels that lie as it takes them, for a clock.</summary>
    internal void Run(ReadOnlySpan<float> pixels, Span<float> logits)
    {
        long count = logits.Length / classes;
        session.Run(pixels, [count, .. image], logits, [count, classes]);
    }

    /// <summary>Row-major pixels.</summary>
    internal static float[] Pixels(Tensor images) => images.data<float>().ToArray();

    /// <summary>The number of logits of that many images.</summary>
    internal int LogitsOf(int images) => images * classes;

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();
}
