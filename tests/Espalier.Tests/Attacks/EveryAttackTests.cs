using Espalier.Attacks;
using Espalier.Tests.Training;

namespace Espalier.Tests.Attacks;

/// <summary>What holds for every attack of the catalogue.</summary>
public sealed class EveryAttackTests
{
    private const double Epsilon = 0.1;

    public static TheoryData<string, Norm> Attacks
    {
        get
        {
            var data = new TheoryData<string, Norm>();
            foreach (var name in AttackCatalog.Names)
            {
                // The standard ensemble has no short form: its members, in a list of their own.
                var quick = name == "autoattack" ? "apgd-ce-4,apgd-t-4,fab-t-4,square-4" : name.Replace("-N", "-4", StringComparison.Ordinal);
                data.Add(quick, Norm.Linf);
                data.Add(quick, Norm.L2);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void It_stays_in_ball_and_box_draws_from_the_generator_alone_and_leaves_nothing_behind(string name, Norm norm)
    {
        using var scope = NewDisposeScope();
        using var network = new TinyNetwork(2);
        network.eval();
        var (images, labels) = Attacking.Batch();
        var copy = images.clone();
        functional.cross_entropy(network.call(images), labels).backward();
        var before = network.parameters().Select(parameter => parameter.grad!.clone()).ToArray();
        var attack = AttackCatalog.Create(name, new AttackSettings { Norm = norm, Epsilon = Epsilon });
        Run(1).Dispose();
        var live = LiveTensorsOfThread;

        var found = Run(1);

        Assert.Equal(live + 1, LiveTensorsOfThread);
        Attacking.AssertInBallAndBox(found, images, Epsilon, norm);
        Assert.False(found.requires_grad);
        Assert.True(equal(found, Run(1)));
        Assert.True(equal(copy, images));
        Assert.All(network.parameters().Zip(before), pair => Assert.True(equal(pair.Second, pair.First.grad!)));

        Tensor Run(ulong seed)
        {
            using var generator = new Generator(seed);
            return attack.Perturb(network, images, labels, generator);
        }
    }
}
