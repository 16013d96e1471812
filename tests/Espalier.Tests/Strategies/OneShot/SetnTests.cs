using Espalier.Strategies.OneShot;
using Espalier.Tests.Strategies.Gradient;

namespace Espalier.Tests.Strategies.OneShot;

public sealed class SetnTests
{
    // Two steps an epoch, four epochs, then the one in which paths are judged.
    private const int Trained = 8;

    [Fact]
    public void The_evaluator_learns_while_weights_train_and_rests_while_paths_are_judged()
    {
        using var search = TinySearch.Of(context => new Setn(context, new SetnOptions { Candidates = 6, ArchitectureRate = 0.01 }));
        var begin = search.Architecture();

        var reports = search.Steps(0, Trained);
        var learnt = search.Architecture();
        search.Steps(Trained, 2);

        Assert.All(reports, report => Assert.True(report.TrainLoss > 0 && report.Objectives["accuracy"] > 0));
        Assert.NotEqual(begin, learnt);
        Assert.Equal(learnt, search.Architecture());
        Assert.Equal(6, search.Strategy.Capture()["judged"].data<double>()[0]);
    }

    [Fact]
    public void The_likely_paths_are_judged_and_the_best_of_them_is_derived()
    {
        using var search = TinySearch.Of(context => new Setn(context, new SetnOptions { Candidates = 10, ArchitectureRate = 0.05 }));
        search.Steps(0, Trained);
        var likely = LikelyPaths.Of(
            search.Supernet.Mixture(), [.. TinySearch.Space.Edges.Select(edge => edge.Node)], TinySearch.Space.EdgesPerNode, TinySearch.Space.Derivable, 10);
        search.Steps(Trained, 2);

        var best = Best(search);
        var derived = search.Strategy.Derive();

        Assert.Contains(likely, path => Same(path, best));
        Assert.Equal(derived, TinySearch.Space.Derive(search.Strategy.Mixture()));
        Assert.Equal(derived, search.Supernet.Derive(OneHot(search, best)));
    }

    [Fact]
    public void Selection_by_perturbation_takes_the_place_of_judging()
    {
        using var search = TinySearch.Of(context => new Setn(context, new SetnOptions { Selection = Espalier.Strategies.Gradient.ArchitectureSelection.Perturbation }));

        Assert.True(search.Strategy.EpochsAfter > 1);
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(9, 1)]
    public void It_resumes_bit_for_bit_and_leaves_no_tensor(int first, int then) =>
        TinySearch.AssertResumes(context => new Setn(context, new SetnOptions { Candidates = 9 }), first, then);

    private static int[][] Best(TinySearch search)
    {
        using var scope = NewDisposeScope();
        var state = search.Strategy.Capture();
        return [.. search.Supernet.Architecture.Select((_, kind) => Array.ConvertAll(state[$"best/{kind}"].data<long>().ToArray(), choice => (int)choice))];
    }

    private static bool Same(IReadOnlyList<int[]> one, int[][] other) => one.Zip(other).All(pair => pair.First.SequenceEqual(pair.Second));

    private static double[][,] OneHot(TinySearch search, int[][] path) => [.. path.Zip(search.Supernet.Architecture, (kind, like) =>
    {
        var rows = new double[kind.Length, like.size(1)];
        foreach (var (edge, operation) in kind.Index().Where(pair => pair.Item != JudgedPaths.Left))
        {
            rows[edge, operation] = 1;
        }

        return rows;
    })];
}
