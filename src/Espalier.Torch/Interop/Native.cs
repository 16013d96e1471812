using System.Runtime.InteropServices;

namespace Espalier.Torch.Interop;

/// <summary>The shim's functions, one for one (see native/espalier_torch.h).</summary>
internal static unsafe partial class Native
{
    private const string Library = "espalier_torch";

    [LibraryImport(Library)]
    internal static partial byte* esp_last_error();

    [LibraryImport(Library)]
    internal static partial long esp_take_cause();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int esp_operator_find(string name, string overload, out nint found);

    [LibraryImport(Library)]
    internal static partial int esp_operator_call(
        nint op, NativeValue* arguments, int count, NativeValue* results, int capacity, int* produced);

    [LibraryImport(Library)]
    internal static partial void esp_tensor_release(nint tensor);

    [LibraryImport(Library)]
    internal static partial int esp_tensor_retain(nint tensor, out nint another);

    [LibraryImport(Library)]
    internal static partial int esp_tensor_describe(nint tensor, TensorInfo* info);

    [LibraryImport(Library)]
    internal static partial int esp_tensor_set_requires_grad(nint tensor, int value);

    [LibraryImport(Library)]
    internal static partial int esp_tensor_get_grad(nint tensor, out nint grad);

    [LibraryImport(Library)]
    internal static partial int esp_tensor_set_grad(nint tensor, nint grad);

    [LibraryImport(Library)]
    internal static partial int esp_grad_mode_get(out int enabled);

    [LibraryImport(Library)]
    internal static partial int esp_grad_mode_set(int enabled);

    [LibraryImport(Library)]
    internal static partial int esp_autograd_backward(nint* outputs, nint* gradients, int count, int retainGraph, int createGraph);

    [LibraryImport(Library)]
    internal static partial int esp_autograd_grad(
        nint* outputs,
        nint* gradients,
        int outputCount,
        nint* inputs,
        int inputCount,
        int retainGraph,
        int createGraph,
        int allowUnused,
        nint* results);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int esp_node_attach(
        long id,
        string name,
        delegate* unmanaged<long, nint*, int, nint*, int, byte*, int, nint*, long> backward,
        delegate* unmanaged<long, void> release,
        nint* inputs,
        int inputCount,
        nint* outputs,
        byte* differentiable,
        int outputCount,
        nint* saved,
        int* savedOutput,
        int savedCount,
        out int attached);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int esp_generator_create(string device, ulong seed, out nint created);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int esp_generator_default(string device, out nint found);

    [LibraryImport(Library)]
    internal static partial void esp_generator_release(nint generator);

    [LibraryImport(Library)]
    internal static partial int esp_generator_seed(GeneratorHandle generator, ulong seed);

    [LibraryImport(Library)]
    internal static partial int esp_generator_initial_seed(GeneratorHandle generator, out ulong seed);

    [LibraryImport(Library)]
    internal static partial int esp_generator_get_state(GeneratorHandle generator, out nint state);

    [LibraryImport(Library)]
    internal static partial int esp_generator_set_state(GeneratorHandle generator, nint state);

    [LibraryImport(Library)]
    internal static partial int esp_sgd_step(
        nint* parameters,
        nint* gradients,
        nint* velocities,
        int count,
        double rate,
        double momentum,
        double decay,
        int nesterov,
        out int done);

    [LibraryImport(Library)]
    internal static partial int esp_clip_norm(nint* gradients, int count, double most, out double norm, out int done);

    [LibraryImport(Library)]
    internal static partial int esp_threads_get(out int count);

    [LibraryImport(Library)]
    internal static partial int esp_threads_set(int count);

    [LibraryImport(Library)]
    internal static partial int esp_parallel_for(long count, long grain, delegate* unmanaged<long, long, long, long> body, long id);

    [LibraryImport(Library)]
    internal static partial int esp_cuda_available(out int available);

    [LibraryImport(Library)]
    internal static partial byte* esp_version();

    [LibraryImport(Library)]
    internal static partial byte* esp_configuration();

    /// <summary>Turns a status into a <see cref="TorchException"/> that names the operation.</summary>
    internal static void Check(int status, string operation, string? details = null)
    {
        if (status != 0)
        {
            throw TorchException.FromNative(operation, LastError(), details);
        }
    }

    internal static string LastError() => Marshal.PtrToStringUTF8((nint)esp_last_error()) ?? "unknown";
}
