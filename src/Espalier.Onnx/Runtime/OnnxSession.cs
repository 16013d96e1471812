namespace Espalier.Onnx.Runtime;

/// <summary>
/// A file with one float input and one float output, loaded by ONNX Runtime on the processor with its own optimisations, as its users load it.
/// </summary>
public sealed unsafe class OnnxSession : IDisposable
{
    private const int Float = 1;
    private readonly OrtApi* api;
    private readonly byte[] inputName;
    private readonly byte[] outputName;
    private nint session;
    private nint memory;

    /// <summary>Loads a file; its threads inherit what the calling thread is pinned to.</summary>
    /// <param name="model">The bytes of the file.</param>
    /// <param name="input">The name of its input.</param>
    /// <param name="output">The name of its output.</param>
    /// <param name="threads">How many threads one operator may use, the caller's included; at least 1.</param>
    /// <exception cref="DllNotFoundException">There is no ONNX Runtime.</exception>
    /// <exception cref="OnnxRuntimeException">It refuses the file.</exception>
    public OnnxSession(ReadOnlySpan<byte> model, string input = "input", string output = "output", int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        api = OnnxRuntimeLibrary.Api;
        (inputName, outputName) = (Name(input), Name(output));
        try
        {
            Create(model, threads);
            InputShape = Shape(api->SessionGetInputTypeInfo, "the input's shape");
            OutputShape = Shape(api->SessionGetOutputTypeInfo, "the output's shape");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The sizes of the input's dimensions; -1 for one that is free.</summary>
    public IReadOnlyList<long> InputShape { get; } = [];

    /// <summary>The sizes of the output's dimensions; -1 for one that is free.</summary>
    public IReadOnlyList<long> OutputShape { get; } = [];

    /// <summary>Computes the output of an input.</summary>
    /// <param name="input">Row-major.</param>
    /// <param name="inputShape">Its sizes.</param>
    /// <param name="output">Is filled, row-major.</param>
    /// <param name="outputShape">Its sizes.</param>
    /// <exception cref="ArgumentException">Sizes and spans disagree.</exception>
    /// <exception cref="OnnxRuntimeException">The shapes do not fit the file, or it failed.</exception>
    public void Run(ReadOnlySpan<float> input, ReadOnlySpan<long> inputShape, Span<float> output, ReadOnlySpan<long> outputShape)
    {
        ObjectDisposedException.ThrowIf(session == 0, this);
        Fit(input.Length, inputShape, nameof(input));
        Fit(output.Length, outputShape, nameof(output));
        nint given = 0;
        nint made = 0;
        fixed (float* from = input, to = output)
        fixed (long* fromShape = inputShape, toShape = outputShape)
        fixed (byte* fromName = inputName, toName = outputName)
        {
            try
            {
                given = Tensor(from, input.Length, fromShape, inputShape.Length);
                made = Tensor(to, output.Length, toShape, outputShape.Length);
                Check(api->Run(session, 0, &fromName, &given, 1, &toName, 1, &made), "Run");
            }
            finally
            {
                Release(api->ReleaseValue, ref given);
                Release(api->ReleaseValue, ref made);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Release(api->ReleaseSession, ref session);
        Release(api->ReleaseMemoryInfo, ref memory);
    }

    private static void Fit(int length, ReadOnlySpan<long> shape, string name)
    {
        var elements = 1L;
        foreach (var size in shape)
        {
            elements *= size;
        }

        if (elements != length)
        {
            throw new ArgumentException($"{length} numbers are not of the shape [{string.Join(", ", shape.ToArray())}]", name);
        }
    }

    private static byte[] Name(string name) => [.. System.Text.Encoding.UTF8.GetBytes(name), 0];

    private static void Release(delegate* unmanaged<nint, void> release, ref nint handle)
    {
        if (handle != 0)
        {
            release(handle);
            handle = 0;
        }
    }

    private void Create(ReadOnlySpan<byte> model, int threads)
    {
        const int ArenaAllocator = 1;
        const int DefaultMemory = 0;
        nint options = 0;
        try
        {
            Check(api->CreateSessionOptions(&options), "CreateSessionOptions");
            Check(api->SetIntraOpNumThreads(options, threads), "SetIntraOpNumThreads");
            Check(api->SetInterOpNumThreads(options, 1), "SetInterOpNumThreads");
            nint made;
            fixed (byte* bytes = model)
            {
                Check(api->CreateSessionFromArray(OnnxRuntimeLibrary.Environment, bytes, (nuint)model.Length, options, &made), "load");
            }

            session = made;
            Check(api->CreateCpuMemoryInfo(ArenaAllocator, DefaultMemory, &made), "CreateCpuMemoryInfo");
            memory = made;
        }
        finally
        {
            Release(api->ReleaseSessionOptions, ref options);
        }
    }

    private long[] Shape(delegate* unmanaged<nint, nuint, nint*, nint> describe, string what)
    {
        nint type = 0;
        try
        {
            Check(describe(session, 0, &type), what);
            nint tensor;
            nuint count;
            Check(api->CastTypeInfoToTensorInfo(type, &tensor), what);
            Check(api->GetDimensionsCount(tensor, &count), what);
            var shape = new long[count];
            fixed (long* sizes = shape)
            {
                Check(api->GetDimensions(tensor, sizes, count), what);
            }

            return shape;
        }
        finally
        {
            Release(api->ReleaseTypeInfo, ref type);
        }
    }

    private nint Tensor(float* data, int length, long* shape, int dimensions)
    {
        nint made;
        Check(
            api->CreateTensorWithDataAsOrtValue(memory, data, (nuint)length * sizeof(float), shape, (nuint)dimensions, Float, &made),
            "CreateTensorWithDataAsOrtValue");
        return made;
    }

    private void Check(nint status, string operation) => OrtStatus.Check(api, status, operation);
}
