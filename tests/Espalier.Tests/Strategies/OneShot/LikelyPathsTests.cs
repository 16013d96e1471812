using Espalier.Strategies.OneShot;

namespace Espalier.Tests.Strategies.OneShot;

public sealed class LikelyPathsTests
{
    // Two nodes, of two edges and of three; a node keeps two.
    private static readonly int[] Nodes = [2, 2, 3, 3, 3];
    private static readonly int[] Operations = [0, 2];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void They_are_the_first_of_all_paths_by_the_product_of_their_chances(int count)
    {
        var random = new SeededRandom(5);
        double[][,] chances = [Drawn(random), Drawn(random)];

        var found = LikelyPaths.Of(chances, Nodes, 2, Operations, count);

        // Every path of both kinds: 2^2 ways of the first node times 3 * 2^2 of the second, squared.
        var all = Kinds().SelectMany(_ => Kinds(), (first, second) => new[] { first, second }).OrderByDescending(path => Chance(path, chances)).ToArray();
        Assert.Equal(48 * 48, all.Length);
        Assert.Equal(all.Take(count).Select(Text), found.Select(Text));
    }

    [Fact]
    public void There_may_be_fewer_than_asked_for() =>
        Assert.Equal(4, LikelyPaths.Of([new double[,] { { 0.5, 0, 0.5 }, { 0.1, 0, 0.9 } }], [2, 2], 2, Operations, 100).Count);

    private static double[,] Drawn(SeededRandom random)
    {
        var rows = new double[Nodes.Length, 3];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i / 3, i % 3] = random.NextDouble();
        }

        return rows;
    }

    private static IEnumerable<int[]> Kinds() =>
        from a in Operations
        from b in Operations
        from left in new[] { 2, 3, 4 }
        from c in Operations
        from d in Operations
        let second = new[] { 2, 3, 4 }.Where(edge => edge != left).ToArray()
        select new[] { a, b }.Concat(new[] { 2, 3, 4 }.Select(edge => edge == left ? JudgedPaths.Left : edge == second[0] ? c : d)).ToArray();

    private static double Chance(int[][] path, double[][,] chances) => path.Zip(chances, (kind, rows) =>
        kind.Index().Where(edge => edge.Item != JudgedPaths.Left).Aggregate(1.0, (product, edge) => product * rows[edge.Index, edge.Item])).Aggregate((a, b) => a * b);

    private static string Text(IEnumerable<int[]> path) => string.Join(" | ", path.Select(kind => string.Join(',', kind)));
}
