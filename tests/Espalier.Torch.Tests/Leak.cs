using static Espalier.Torch.torch;

namespace Espalier.Torch.Tests;

/// <summary>Runs in a scope and finds every tensor and node gone afterwards.</summary>
internal static class Leak
{
    /// <summary>
    /// Below some nesting libtorch goes backward on threads of its own, which let go of a graph after the caller went on.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static void None(Action body)
    {
        var before = (LiveTensors, LiveNodes);
        using (NewDisposeScope())
        {
            body();
        }

        SpinWait.SpinUntil(() => before == (LiveTensors, LiveNodes), Patience);
        Assert.Equal(before, (LiveTensors, LiveNodes));
    }
}
