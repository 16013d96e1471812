using Espalier.Attacks;

namespace Espalier.Tests.Attacks;

public sealed class AutoAttackTests
{
    [Fact]
    public void It_is_the_standard_ensemble_whatever_else_is_set()
    {
        var members = new AutoAttack(new AttackSettings { Norm = Norm.L2, Epsilon = 0.7, Restarts = 3, Steps = 2 }).Members;

        Assert.Equal(["apgd-ce", "apgd-t", "fab-t", "square"], members.Select(member => member.Name));
        Assert.Equal([100, 100, 100, 5000], members.Select(member => member.Attack.Settings.Steps!.Value));
        Assert.All(members, member => Assert.Equal((1, 0.7), (member.Attack.Settings.Restarts, member.Attack.Settings.Epsilon)));
    }

    [Theory]
    [InlineData(Norm.Linf)]
    [InlineData(Norm.L2)]
    public void On_a_linear_model_it_breaks_exactly_what_is_near_enough(Norm norm) => Linear.BreaksExactlyTheNear("autoattack", norm, classes: 4);
}
