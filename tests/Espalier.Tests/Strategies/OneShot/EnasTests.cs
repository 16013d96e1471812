using Espalier.Strategies.OneShot;
using Espalier.Tests.Strategies.Gradient;

namespace Espalier.Tests.Strategies.OneShot;

public sealed class EnasTests
{
    // Two steps an epoch, four epochs, then the one in which paths are judged.
    private const int Trained = 8;

    [Fact]
    public void The_controller_steps_when_enough_paths_were_rewarded_and_rests_while_paths_are_judged()
    {
        using var search = TinySearch.Of(context => new Enas(context, new EnasOptions { Rewards = 2, Samples = 4, Candidates = 6 }));
        var begin = Controller(search);

        search.Steps(0, 1);
        var waiting = Controller(search);
        var reports = search.Steps(1, Trained - 1);
        var learnt = Controller(search);
        search.Steps(Trained, 2);

        Assert.Equal(begin, waiting);
        Assert.NotEqual(begin, learnt);
        Assert.Equal(learnt, Controller(search));
        Assert.All(reports, report => Assert.True(report.TrainLoss > 0 && report.Objectives["accuracy"] > 0));
        Assert.Equal(6, search.Strategy.Capture()["judged"].data<double>()[0]);
        Assert.Equal(search.Strategy.Derive(), TinySearch.Space.Derive(search.Strategy.Mixture()));
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(9, 1)]
    public void It_resumes_bit_for_bit_and_leaves_no_tensor(int first, int then) =>
        TinySearch.AssertResumes(context => new Enas(context, new EnasOptions { Rewards = 2, Samples = 3, Candidates = 9 }), first, then);

    // The paper's claim in small: what is rewarded becomes likely. A path is worth how many of its operations are the last one.
    [Fact]
    public void Rewards_make_paths_likely()
    {
        using var generator = new Generator(3);
        using var supernet = TinySearch.NewSupernet(generator);
        var options = new EnasOptions { ControllerRate = 0.01 };
        var controller = new PathController(supernet, [.. TinySearch.Space.Edges.Select(edge => edge.Node)], new(32, 5, 2.5), generator);
        using var ascent = new ControllerAscent(controller, options);
        var random = new SeededRandom(1);
        var favourite = TinySearch.Space.Derivable[^1];

        var begin = Mean(40);
        for (var i = 0; i < 60 * options.Samples; i++)
        {
            var path = Draw();
            ascent.Reward(path, Worth(path));
        }

        Assert.InRange(begin, 0, 1.5 / TinySearch.Space.Derivable.Count);
        Assert.InRange(Mean(40), 0.8, 1);

        double Mean(int draws) => Enumerable.Range(0, draws).Average(_ => Worth(Draw()));

        double Worth(IReadOnlyList<int[]> path) =>
            path.SelectMany(kind => kind).Where(choice => choice != JudgedPaths.Left).Average(choice => choice == favourite ? 1.0 : 0);

        IReadOnlyList<int[]> Draw()
        {
            using var scope = NewDisposeScope();
            using var unrecorded = no_grad();
            return controller.Decide(chances => Espalier.Strategies.Categorical.Draw(chances, random)).Path;
        }
    }

    // A path that is followed has the chances that it was drawn with, and chances of all ways from one state add up to 1.
    [Fact]
    public void Following_a_path_gives_what_it_was_decided_by()
    {
        using var generator = new Generator(4);
        using var supernet = TinySearch.NewSupernet(generator);
        using var scope = NewDisposeScope();
        using var controller = new PathController(supernet, [.. TinySearch.Space.Edges.Select(edge => edge.Node)], new(8, 0.05, 2.5), generator);
        var random = new SeededRandom(2);
        for (var i = 0; i < 20; i++)
        {
            var product = 1.0;
            var drawn = controller.Decide(chances =>
            {
                Assert.Equal(1, chances.Sum(), 5);
                var choice = Espalier.Strategies.Categorical.Draw(chances, random);
                product *= chances[choice];
                return choice;
            });

            var followed = controller.Follow(drawn.Path);

            Assert.Equal(Math.Log(product), drawn.LogProbability.ToDouble(), 4);
            Assert.Equal(drawn.LogProbability.ToDouble(), followed.LogProbability.ToDouble());
            Assert.Equal(drawn.Entropy.ToDouble(), followed.Entropy.ToDouble());
            Assert.Equal(drawn.Path.SelectMany(kind => kind), followed.Path.SelectMany(kind => kind));
            Assert.All(TinySearch.Space.Edges.Index().GroupBy(edge => edge.Item.Node), node => Assert.All(drawn.Path, kind => Assert.Equal(
                Math.Min(node.Count(), TinySearch.Space.EdgesPerNode), node.Count(edge => kind[edge.Index] != JudgedPaths.Left))));
        }
    }

    private static float[] Controller(TinySearch search)
    {
        using var scope = NewDisposeScope();
        return [.. search.Strategy.Capture().Where(pair => pair.Key.StartsWith("controller/", StringComparison.Ordinal))
            .SelectMany(pair => pair.Value.data<float>().ToArray())];
    }
}
