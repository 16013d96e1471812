using Espalier.Tests.Kernels.Rows;
using Espalier.Tests.Studies.Store;

namespace Espalier.Tests;

/// <summary>
/// What tests start as a process of its own: under environment variables that the runtime reads at its start, or to have several at once.
/// </summary>
internal static class Program
{
    public static void Main(string[] arguments)
    {
        if (arguments is [StoreWriter.Name, .. var rest])
        {
            StoreWriter.Run(rest);
        }
        else
        {
            WidthChecks.Run(int.Parse(arguments.Single()));
        }
    }
}
