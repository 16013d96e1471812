using System.Reflection;
using System.Runtime.InteropServices;

namespace Espalier.Onnx.Runtime;

/// <summary>Finds and loads the shared library of ONNX Runtime, once for the process.</summary>
public static unsafe class OnnxRuntimeLibrary
{
    /// <summary>Names a library to take in the place of the installed one.</summary>
    public const string Variable = "ONNXRUNTIME";

    /// <summary>The version of the C interface whose functions are called: its first, which every later library offers.</summary>
    private const uint ApiVersion = 1;

    private const string FileName = "libonnxruntime.so.1";
    private static readonly Lazy<Loaded> Library = new(Load);

    /// <summary>The library's version.</summary>
    /// <exception cref="DllNotFoundException">There is no library; the message says how to get one.</exception>
    public static string Version => Library.Value.Version;

    /// <summary>Where the library was found.</summary>
    /// <exception cref="DllNotFoundException">There is no library; the message says how to get one.</exception>
    public static string Path => Library.Value.Path;

    internal static OrtApi* Api => Library.Value.Api;

    /// <summary>The environment of the process; it lives as long as that.</summary>
    internal static nint Environment => Library.Value.Environment;

    /// <summary>The places that are looked at, in this order.</summary>
    private static IEnumerable<string> Places()
    {
        if (System.Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            // Who names a library wants that one or none.
            return [Directory.Exists(given) ? System.IO.Path.Combine(given, FileName) : given];
        }

        var installed = typeof(OnnxRuntimeLibrary).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(fact => fact.Key == nameof(OnnxRuntimeLibrary))
            .Select(fact => fact.Value!);
        return installed.Prepend(System.IO.Path.Combine(AppContext.BaseDirectory, FileName));
    }

    private static Loaded Load()
    {
        const int Errors = 3;
        var path = Places().FirstOrDefault(File.Exists)
            ?? throw new DllNotFoundException($"ONNX Runtime is not at {string.Join(" nor at ", Places())}");
        var library = NativeLibrary.Load(path);
        var bases = (OrtApiBase*)((delegate* unmanaged<nint>)NativeLibrary.GetExport(library, "OrtGetApiBase"))();
        var api = (OrtApi*)bases->GetApi(ApiVersion);
        nint environment;
        fixed (byte* name = "espalier\0"u8)
        {
            OrtStatus.Check(api, api->CreateEnv(Errors, name, &environment), "CreateEnv");
        }

        return new Loaded(path, Marshal.PtrToStringUTF8(bases->GetVersionString()) ?? "unknown", api, environment);
    }

    private sealed class Loaded(string path, string version, OrtApi* api, nint environment)
    {
        internal string Path { get; } = path;

        internal string Version { get; } = version;

        internal OrtApi* Api { get; } = api;

        internal nint Environment { get; } = environment;
    }
}
