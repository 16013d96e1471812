using Benchmarks.Limits;

namespace Benchmarks;

/// <summary>One line of the table: the same work for every contender.</summary>
/// <param name="Name">What the line begins with.</param>
/// <param name="Arguments">The options that every contender is given.</param>
/// <param name="Batch">Images per step.</param>
/// <param name="Threads">What an operator may use.</param>
/// <param name="Work">What the step cannot do without.</param>
internal sealed record BenchmarkCase(string Name, IReadOnlyList<string> Arguments, int Batch, int Threads, NeededWork Work)
{
    internal static KnownOption KnownThreads { get; } = new("threads", "N,N", "threads (default 1,2)");

    internal static IReadOnlyList<int> ReadThreads(GivenOptions given) => given.Integers("threads", "1,2", most: 1024);

    internal static string Text(int threads) => threads == 1 ? "1 thread" : $"{threads} threads";
}
