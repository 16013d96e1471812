using Espalier.Attacks;

namespace Espalier.Tests.Attacks;

public sealed class AttackLossesTests
{
    [Fact]
    public void Ratios_are_those_of_the_paper()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new[] { 4.0, 1.0, 3.0, 0.5, 2.0 }, [1, 5]);
        var labels = zeros([1], ScalarType.Int64);
        var target = full([1], 3, ScalarType.Int64);

        // z_1 = 4, z_2 = 3, z_3 = 2, z_4 = 1.
        Assert.Equal(-(4 - 3) / (4.0 - 2), AttackLosses.Ratio(logits, labels, labels).ToDouble(), 1e-9);
        Assert.Equal(-(4 - 0.5) / (4 - ((2 + 1) / 2.0)), AttackLosses.TargetedRatio(logits, labels, target).ToDouble(), 1e-9);
        Assert.Equal(0.5 - 4, AttackLosses.Towards(logits, labels, target).ToDouble(), 1e-12);
    }

    [Fact]
    public void Ratios_do_not_care_how_large_logits_are()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var logits = randn([6, 7], ScalarType.Float64, generator: generator);
        var labels = randint(7, [6], generator: generator);
        var targets = Targets.Of(logits, labels, 2);

        foreach (var loss in new LossOfLogits[] { AttackLosses.Ratio, AttackLosses.TargetedRatio })
        {
            Assert.True(allclose(loss(logits, labels, targets), loss(logits.mul(500).add(7), labels, targets), 1e-8, 1e-8));
        }
    }

    [Fact]
    public void With_too_few_classes_the_difference_stands_for_the_ratio()
    {
        using var scope = NewDisposeScope();
        var two = tensor(new[] { 1.5, 1.0 }, [1, 2]);
        var three = tensor(new[] { 1.5, 1.0, 0.0 }, [1, 3]);
        var (label, target) = (zeros([1], ScalarType.Int64), ones([1], ScalarType.Int64));

        Assert.Equal(-0.5, AttackLosses.Ratio(two, label, target).ToDouble());
        Assert.Equal(-0.5 / 1.5, AttackLosses.Ratio(three, label, target).ToDouble(), 1e-9);
        Assert.Equal(-0.5, AttackLosses.TargetedRatio(three, label, target).ToDouble());
    }

    [Fact]
    public void Targets_are_the_wrong_classes_the_likeliest_first()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new[] { 4.0, 1.0, 3.0, 0.5 }, [1, 4]);
        var label = full([1], 2, ScalarType.Int64);

        Assert.Equal(3, Targets.Count(4));
        Assert.Equal(9, Targets.Count(100));
        Assert.Equal([0L, 1, 3], Enumerable.Range(0, 3).Select(rank => Targets.Of(logits, label, rank).ToInt64()));
    }
}
