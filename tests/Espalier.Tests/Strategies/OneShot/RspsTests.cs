using Espalier.Strategies;
using Espalier.Strategies.Gradient;
using Espalier.Strategies.OneShot;
using Espalier.Supernets;
using Espalier.Tests.Strategies.Gradient;

namespace Espalier.Tests.Strategies.OneShot;

public sealed class RspsTests
{
    // Two steps an epoch, four epochs, then the one in which paths are judged.
    private const int Trained = 8;

    [Fact]
    public void Nothing_is_preferred_while_weights_train()
    {
        using var search = TinySearch.Of(context => new Rsps(context, new RspsOptions()));

        var reports = search.Steps(0, Trained);

        Assert.All(reports, report => Assert.True(report.TrainLoss > 0 && report.Objectives.Count == 0 && report.Diverged is null));
        Assert.All(search.Strategy.Mixture(), rows => Assert.All(
            TinySearch.Space.Derivable, operation => Assert.Equal(1.0 / TinySearch.Space.Derivable.Count, rows[0, operation], 12)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void In_the_epoch_behind_so_many_paths_are_judged_and_no_weight_moves(int candidates)
    {
        using var search = TinySearch.Of(context => new Rsps(context, new RspsOptions { Candidates = candidates }));
        search.Steps(0, Trained);
        var weights = Weights(search);

        var reports = search.Steps(Trained, 2);

        Assert.Equal(weights, Weights(search));
        Assert.All(reports, report => Assert.True(report.TrainLoss > 0));
        Assert.Contains("accuracy", reports[0].Objectives);
        Assert.Equal(candidates > 1, reports[1].Objectives.ContainsKey("accuracy"));
        Assert.Equal(candidates, search.Strategy.Capture()["judged"].data<double>()[0]);
    }

    [Fact]
    public void The_best_of_those_judged_is_derived()
    {
        using var search = TinySearch.Of(context => new Rsps(context, new RspsOptions { Candidates = 12 }));
        search.Steps(0, Trained);
        using var scope = NewDisposeScope();
        var before = search.Strategy.Capture().ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone());
        search.Steps(Trained, 2);
        var derived = search.Strategy.Derive();

        // The same draws again, judged here: six on each of the two batches.
        var random = new SeededRandom(unchecked((ulong)before["random"].ToInt64()));
        var paths = new JudgedPaths(Context(search));
        using var frozen = new FrozenStatistics(search.Supernet);
        var best = Enumerable.Range(0, 12).Select(place =>
        {
            var path = paths.Draw(random);
            using var batch = TinySearch.Batch((ulong)((2 * (Trained + (place / 6))) + 1));
            using var unrecorded = no_grad();
            var logits = search.Supernet.forward(
                batch.Images, [.. path.Zip(search.Supernet.Architecture, (kind, like) => PathStrategy.OneHot(kind, like))]);
            var accuracy = logits.argmax(1).eq(batch.Labels).to(ScalarType.Float64).mean().ToDouble();
            return (Path: path, Accuracy: accuracy, Loss: functional.cross_entropy(logits, batch.Labels).ToDouble());
        }).OrderByDescending(seen => seen.Accuracy).ThenBy(seen => seen.Loss).First();

        Assert.Equal(search.Supernet.Derive(paths.Weights(best.Path)), derived);
        Assert.Equal(derived, TinySearch.Space.Derive(search.Strategy.Mixture()));
    }

    [Fact]
    public void Paths_are_drawn_evenly_and_have_what_a_genotype_keeps()
    {
        using var search = TinySearch.Of(context => new Rsps(context, new RspsOptions()));
        var paths = new JudgedPaths(Context(search));
        var random = new SeededRandom(4);
        var counts = new Dictionary<(int Edge, int Operation), int>();
        const int draws = 4000;
        for (var i = 0; i < draws; i++)
        {
            var kind = paths.Draw(random)[0];
            foreach (var edge in TinySearch.Space.Edges.Index().Where(edge => kind[edge.Index] != JudgedPaths.Left))
            {
                counts[(edge.Index, kind[edge.Index])] = counts.GetValueOrDefault((edge.Index, kind[edge.Index])) + 1;
            }
        }

        Assert.DoesNotContain(counts.Keys, key => !TinySearch.Space.Derivable.Contains(key.Operation));
        foreach (var node in TinySearch.Space.Edges.Index().GroupBy(edge => edge.Item.Node))
        {
            var kept = Math.Min(TinySearch.Space.EdgesPerNode, node.Count());
            var expected = (double)draws * kept / node.Count() / TinySearch.Space.Derivable.Count;
            Assert.All(
                node.SelectMany(edge => TinySearch.Space.Derivable.Select(operation => counts[(edge.Index, operation)])),
                count => Assert.InRange(count, expected * 0.85, expected * 1.15));
        }
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(8, 2)]
    public void It_resumes_bit_for_bit_and_leaves_no_tensor(int first, int then) =>
        TinySearch.AssertResumes(context => new Rsps(context, new RspsOptions { Candidates = 9, Lower = "fgsm-rs" }), first, then);

    [Fact]
    public void A_path_whose_loss_is_no_number_is_taken_only_where_there_is_no_other()
    {
        using var search = TinySearch.Of(context => new Rsps(context, new RspsOptions()));
        var paths = new JudgedPaths(Context(search));
        var random = new SeededRandom(1);
        var (broken, weak) = (paths.Draw(random), paths.Draw(random));

        paths.Add(broken, (double.NaN, 1));
        Assert.Same(broken, paths.Best);
        paths.Add(weak, (3, 0.1));

        Assert.Same(weak, paths.Best);
    }

    private static GradientContext Context(TinySearch search) => new()
    {
        Supernet = search.Supernet,
        EdgeNodes = [.. TinySearch.Space.Edges.Select(edge => edge.Node)],
        Epochs = 4,
        Seed = 3,
    };

    private static float[] Weights(TinySearch search) =>
        [.. search.Supernet.parameters().SelectMany(weight => weight.data<float>().ToArray())];
}
