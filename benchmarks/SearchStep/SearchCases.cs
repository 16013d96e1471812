using Benchmarks;
using Benchmarks.Limits;
using Espalier.Costs;
using Espalier.Spaces.Darts;
using Espalier.Supernets.Cells;
using Espalier.Torch;

namespace SearchStep;

/// <summary>The lines of the table: shapes, orders, numbers of threads.</summary>
internal static class SearchCases
{
    private const string All = "all";

    internal static IReadOnlyList<KnownOption> Known { get; } =
    [
        .. NetworkShape.Known(SearchShapes.Named),
        new("order", $"{string.Join(",", SearchOrder.Names)}|{All}", "search methods' steps (default first)"),
    ];

    internal static string OrderOf(GivenOptions given) => given.Choice("order", "first", SearchOrder.Names);

    internal static IReadOnlyList<BenchmarkCase> Read(GivenOptions given)
    {
        var threads = BenchmarkCase.ReadThreads(given);
        var names = given.Text("order") == All ? SearchOrder.Names : given.Choices("order", "first", SearchOrder.Names);
        return
        [
            .. from shape in NetworkShape.ReadAll(given, SearchShapes.Named, SearchShapes.Free)
               let macs = ForwardMacs(shape)
               from order in names.Select(SearchOrder.Called)
               from count in threads
               select Case(shape, macs, order, count),
        ];
    }

    private static BenchmarkCase Case(NetworkShape shape, long forwardMacs, SearchOrder order, int threads) => new(
        $"{shape}, {order.Name}, {BenchmarkCase.Text(threads)}",
        [.. shape.Arguments, "--order", order.Name, "--threads", $"{threads}"],
        shape.Batch,
        threads,
        NeededWork.Of(shape, new DartsSpace(), forwardMacs, order.Costs));

    /// <summary>One image through every choice of every edge.</summary>
    private static long ForwardMacs(NetworkShape shape)
    {
        using var generator = new torch.Generator(1);
        using var supernet = new CellSupernet(new DartsSpace(), OurPath.Plain.Settings(shape), generator);
        return NetworkCost.Of(supernet, [shape.Input.Channels, shape.Input.Height, shape.Input.Width]).Macs;
    }
}
