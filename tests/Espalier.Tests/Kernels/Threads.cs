namespace Espalier.Tests.Kernels;

/// <summary>Computes with a number of threads.</summary>
internal static class Threads
{
    internal static T With<T>(int count, Func<T> compute)
    {
        var before = get_num_threads();
        set_num_threads(count);
        try
        {
            return compute();
        }
        finally
        {
            set_num_threads(before);
        }
    }
}
