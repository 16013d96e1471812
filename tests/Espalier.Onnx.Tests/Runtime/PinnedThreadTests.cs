using Espalier.Onnx.Runtime;

namespace Espalier.Onnx.Tests.Runtime;

public sealed class PinnedThreadTests
{
    private const string Allowed = "Cpus_allowed_list:";

    [Fact]
    public void The_work_is_bound_to_one_processor_and_nobody_else()
    {
        var before = Processors();

        var (pinned, own) = PinnedThread.Run(1, bound => (bound, Processors()));

        Assert.True(pinned);
        Assert.True(int.TryParse(own, out _), own);
        Assert.Equal(before, Processors());
    }

    [Fact]
    public void More_threads_than_processors_are_left_alone()
    {
        var (pinned, own) = PinnedThread.Run(1025, bound => (bound, Processors()));

        Assert.False(pinned);
        Assert.Equal(Processors(), own);
    }

    [Fact]
    public void What_the_work_throws_comes_back() =>
        Assert.Throws<InvalidTimeZoneException>(() => PinnedThread.Run<int>(1, _ => throw new InvalidTimeZoneException("broken")));

    /// <summary>The processors of the calling thread, as the system lists them.</summary>
    private static string Processors() =>
        File.ReadLines("/proc/thread-self/status").Single(line => line.StartsWith(Allowed, StringComparison.Ordinal))[Allowed.Length..].Trim();
}
