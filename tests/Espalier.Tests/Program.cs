using Espalier.Tests.Kernels.Rows;

namespace Espalier.Tests;

/// <summary>What tests start as a process of its own, under environment variables that the runtime reads at its start.</summary>
internal static class Program
{
    public static void Main(string[] arguments) => WidthChecks.Run(int.Parse(arguments.Single()));
}
