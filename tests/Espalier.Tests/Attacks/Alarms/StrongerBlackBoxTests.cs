using Espalier.Attacks.Alarms;

namespace Espalier.Tests.Attacks.Alarms;

public sealed class StrongerBlackBoxTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(8, false)]
    [InlineData(9, true)]
    public void More_than_one_in_a_hundred_that_only_a_blind_attack_breaks_is_suspicious(int broken, bool expected)
    {
        AttackCount[] attacks = [new("apgd-ce", 800, 100, true), new("fab-t", 700, 0, true), new("square", 700, broken, false)];

        var found = Suspects.Look(new StrongerBlackBox(), attacks: attacks);

        Assert.Equal(expected, found is not null);
        Assert.True(found is null || found.Contains("square, which reads no gradients, broke 9 images", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_attacks_of_both_kinds_there_is_nothing_to_compare()
    {
        Assert.Null(Suspects.Look(new StrongerBlackBox(), attacks: [new("apgd-ce", 800, 100, true)]));
        Assert.Null(Suspects.Look(new StrongerBlackBox(), attacks: [new("square", 800, 100, false)]));
        Assert.Null(Suspects.Look(new StrongerBlackBox()));
    }
}
