namespace Espalier.Cli.Checks;

/// <summary>
/// Which library multiplies matrices: Debian's libtorch takes the reference one, which is slow, unless a better one is installed.
/// </summary>
internal static class Blas
{
    private const string Mend = "apt-get install libopenblas0-openmp";

    internal static Finding Examine(LoadedLibraries libraries, string configuration)
    {
        foreach (var good in new[] { "libopenblas", "libmkl", "libblis", "libflexiblas" })
        {
            if (libraries.Named(good) is { } path)
            {
                return new(Verdict.Good, "BLAS", path);
            }
        }

        // Debian's alternatives: OpenBLAS installs itself as .../openblas-openmp/libblas.so.3, the reference is .../blas/libblas.so.3.
        if (libraries.Named("libblas") is { } blas)
        {
            return blas.Contains("/blas/", StringComparison.Ordinal)
                ? new(Verdict.Poor, "BLAS", $"{blas}, the reference library, which is slow", Mend)
                : new(Verdict.Good, "BLAS", blas);
        }

        return configuration.Contains("BLAS_INFO=mkl", StringComparison.Ordinal)
            ? new(Verdict.Good, "BLAS", "MKL, inside libtorch")
            : new(Verdict.Poor, "BLAS", "none that could be recognised", Mend);
    }
}
