using System.Runtime.InteropServices;

namespace Espalier.Onnx.Runtime;

/// <summary>What <c>OrtGetApiBase</c> gives.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct OrtApiBase
{
    internal delegate* unmanaged<uint, nint> GetApi;
    internal delegate* unmanaged<nint> GetVersionString;
}

/// <summary>
/// The functions of ONNX Runtime's C interface that are called here, each at its place in the table. The table only ever grows at its end:
/// these places, all of version 1, are part of the library's promise. Functions that can fail give a status, 0 for success.
/// </summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct OrtApi
{
    private const int Place = 8;

    [FieldOffset(2 * Place)]
    internal delegate* unmanaged<nint, nint> GetErrorMessage;

    [FieldOffset(3 * Place)]
    internal delegate* unmanaged<int, byte*, nint*, nint> CreateEnv;

    [FieldOffset(8 * Place)]
    internal delegate* unmanaged<nint, byte*, nuint, nint, nint*, nint> CreateSessionFromArray;

    [FieldOffset(9 * Place)]
    internal delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint> Run;

    [FieldOffset(10 * Place)]
    internal delegate* unmanaged<nint*, nint> CreateSessionOptions;

    [FieldOffset(24 * Place)]
    internal delegate* unmanaged<nint, int, nint> SetIntraOpNumThreads;

    [FieldOffset(25 * Place)]
    internal delegate* unmanaged<nint, int, nint> SetInterOpNumThreads;

    [FieldOffset(33 * Place)]
    internal delegate* unmanaged<nint, nuint, nint*, nint> SessionGetInputTypeInfo;

    [FieldOffset(34 * Place)]
    internal delegate* unmanaged<nint, nuint, nint*, nint> SessionGetOutputTypeInfo;

    [FieldOffset(49 * Place)]
    internal delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint> CreateTensorWithDataAsOrtValue;

    [FieldOffset(55 * Place)]
    internal delegate* unmanaged<nint, nint*, nint> CastTypeInfoToTensorInfo;

    [FieldOffset(61 * Place)]
    internal delegate* unmanaged<nint, nuint*, nint> GetDimensionsCount;

    [FieldOffset(62 * Place)]
    internal delegate* unmanaged<nint, long*, nuint, nint> GetDimensions;

    [FieldOffset(69 * Place)]
    internal delegate* unmanaged<int, int, nint*, nint> CreateCpuMemoryInfo;

    [FieldOffset(93 * Place)]
    internal delegate* unmanaged<nint, void> ReleaseStatus;

    [FieldOffset(94 * Place)]
    internal delegate* unmanaged<nint, void> ReleaseMemoryInfo;

    [FieldOffset(95 * Place)]
    internal delegate* unmanaged<nint, void> ReleaseSession;

    [FieldOffset(96 * Place)]
    internal delegate* unmanaged<nint, void> ReleaseValue;

    [FieldOffset(98 * Place)]
    internal delegate* unmanaged<nint, void> ReleaseTypeInfo;

    [FieldOffset(100 * Place)]
    internal delegate* unmanaged<nint, void> ReleaseSessionOptions;
}

/// <summary>Turns statuses into exceptions.</summary>
internal static unsafe class OrtStatus
{
    /// <summary>Frees a status; one that is none of success becomes an <see cref="OnnxRuntimeException"/>.</summary>
    internal static void Check(OrtApi* api, nint status, string operation)
    {
        if (status == 0)
        {
            return;
        }

        var message = Marshal.PtrToStringUTF8(api->GetErrorMessage(status)) ?? "no reason given";
        api->ReleaseStatus(status);
        throw new OnnxRuntimeException($"ONNX Runtime, {operation}: {message}");
    }
}

/// <summary>ONNX Runtime refused: a file it cannot read, a shape that does not fit.</summary>
public sealed class OnnxRuntimeException : Exception
{
    internal OnnxRuntimeException(string message)
        : base(message)
    {
    }
}
