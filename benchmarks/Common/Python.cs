using Espalier;

namespace Benchmarks;

/// <summary>Debian's Python, whose PyTorch runs on the same libtorch as Espalier.</summary>
internal static class Python
{
    internal const string Program = "/usr/bin/python3";

    /// <exception cref="InvalidInputException">PyTorch is not there.</exception>
    internal static void Require()
    {
        try
        {
            Child.Run(Program, ["-c", "import numpy, torch"], threads: 1);
        }
        catch (ChildException fault)
        {
            throw new InvalidInputException(
                "python3-torch", "is not installed, and the twins need it", "run eng/install.sh python, or give --only ours", fault);
        }
    }
}
