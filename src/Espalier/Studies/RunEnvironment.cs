using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Espalier.Studies;

/// <summary>What a run ran on.</summary>
/// <param name="Version">Of the toolkit.</param>
/// <param name="Dotnet">Of the runtime.</param>
/// <param name="Libtorch">Of the tensor library.</param>
/// <param name="Cpu">The processor's name.</param>
/// <param name="Threads">How many threads an operator may use.</param>
/// <param name="VectorBits">The widest vectors that kernels use: 512, 256, 128, or 0 where there are none.</param>
public sealed record RunEnvironment(string Version, string Dotnet, string Libtorch, string Cpu, int Threads, int VectorBits)
{
    private const string CpuInfo = "/proc/cpuinfo";

    /// <summary>Looks around.</summary>
    /// <param name="threads">How many threads the run uses.</param>
    public static RunEnvironment Capture(int threads) => new(
        typeof(RunEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        Environment.Version.ToString(),
        torch.__version__,
        CpuName(),
        threads,
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0);

    private static string CpuName()
    {
        // Processors other than x86 have no such line.
        var line = File.Exists(CpuInfo)
            ? File.ReadLines(CpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':') + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
