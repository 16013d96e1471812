using Espalier.Data;
using Espalier.Estimators.Predictors.Sharing;
using Espalier.Spaces;
using Espalier.Spaces.NasBench201;
using Espalier.Supernets;

namespace Espalier.Tests.Estimators.Predictors.Sharing;

public sealed class SharedNetworkTests
{
    private static readonly NasBench201Space Space = new();

    [Fact]
    public void A_path_is_judged_as_the_network_cut_out_of_the_supernet()
    {
        var live = torch.LiveTensorsOfThread;
        using (var generator = new Generator(3))
        {
            var settings = new NetworkSettings { Channels = 4, Cells = 5, Input = SharedImages.Data.Train.Shape, Classes = 2 };
            var supernet = SupernetCatalog.Build(Space, settings, generator);
            using var shared = new SharedNetwork(supernet, _ => [torch.zeros([6, 5])], 1);
            foreach (var facts in KnownCells.Drawn(5, 4))
            {
                using var scope = torch.NewDisposeScope();
                using var alone = supernet.Extract(facts.Genotype);
                using var batch = BatchLoader.ForEvaluation(SharedImages.Data.Train, 64).Epoch(0).First();
                var rows = torch.zeros([6, 5]);
                foreach (var (edge, operation) in Space.Path(facts.Genotype, 0))
                {
                    rows[edge][operation].fill_(1);
                }

                alone.train();
                var expected = alone.call(batch.Images).argmax(1).eq(batch.Labels).sum().ToInt64();
                Assert.Equal(expected, shared.Hits([rows], batch.Images, batch.Labels));
            }
        }

        Assert.Equal(live, torch.LiveTensorsOfThread);
    }

    [Fact]
    public void Each_pass_draws_anew_and_a_restored_one_draws_as_before()
    {
        using var generator = new Generator(3);
        var settings = new NetworkSettings { Channels = 2, Cells = 3, Input = SharedImages.Data.Train.Shape, Classes = 2 };
        var drawn = new List<int>();
        using var shared = new SharedNetwork(SupernetCatalog.Build(Space, settings, generator), Draw, 1);
        using var scope = torch.NewDisposeScope();
        var images = torch.zeros([2, 1, 8, 8]);
        for (var pass = 0; pass < 4; pass++)
        {
            shared.call(images);
        }

        using var again = new SharedNetwork(SupernetCatalog.Build(Space, settings, generator), Draw, 1);
        again.load_state_dict(shared.state_dict());
        shared.call(images);
        again.call(images);

        Assert.Equal(4, drawn[..4].Distinct().Count());
        Assert.Equal(drawn[4], drawn[5]);

        IReadOnlyList<Tensor> Draw(SeededRandom random)
        {
            drawn.Add(random.Next(1_000_000));
            return [torch.ones([6, 5])];
        }
    }
}
