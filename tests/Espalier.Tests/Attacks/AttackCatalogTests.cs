using Espalier.Attacks;

namespace Espalier.Tests.Attacks;

public sealed class AttackCatalogTests
{
    [Fact]
    public void Names_are_those_of_the_cards()
    {
        Assert.Equal(
            ["apgd-ce-N", "apgd-dlr-N", "apgd-t-N", "autoattack", "fab-t-N", "fgsm", "mi-fgsm-N", "none", "pgd-N", "square-N"],
            AttackCatalog.Names);
        Assert.Equal(["fast", "fgsm-rs", "free-N", "none", "pgd-N", "trades-N"], PerturbationCatalog.Names);
    }

    [Theory]
    [InlineData("pgd", 10, 0.25)]
    [InlineData("pgd-20", 20, 0.125)]
    [InlineData("fgsm", 1, 1)]
    public void A_number_after_the_name_is_the_number_of_steps(string name, int steps, double stepInRadii)
    {
        var settings = AttackCatalog.Create(name, new AttackSettings { Epsilon = 0.5 }).Settings;

        Assert.Equal(steps, settings.Steps);
        Assert.Equal(stepInRadii * 0.5, settings.StepSize!.Value, 1e-15);
        Assert.False(settings.RandomStart);
    }

    [Fact]
    public void Training_steps_have_the_lengths_of_their_papers()
    {
        const double Epsilon = 0.25;
        Assert.Equal(1.25 * Epsilon, Step("fgsm-rs"));
        Assert.Equal(1.25 * Epsilon, Step("fast"));
        Assert.Equal(Epsilon, Step("free-4"));
        Assert.Equal(4, PerturbationCatalog.Create("free-4").ReplaysPerBatch);
        Assert.Equal(1.25 * Epsilon, new Fgsm(Attacking.Settings(Epsilon, randomStart: true)).Settings.StepSize);

        static double? Step(string name) => PerturbationCatalog.Create(name, Attacking.Settings(Epsilon)).Settings.StepSize;
    }

    [Theory]
    [InlineData("")]
    [InlineData("PGD-10")]
    [InlineData("pgd-0")]
    [InlineData("pgd-")]
    [InlineData("pgd--3")]
    [InlineData("pgd-99999999999")]
    [InlineData("fgsm-2")]
    [InlineData("autoattack-3")]
    [InlineData("fgsm,tickle")]
    [InlineData("fgsm,")]
    public void Another_name_is_an_error_that_lists_the_names(string name)
    {
        var fault = Assert.Throws<InvalidInputException>(() => AttackCatalog.Create(name));

        Assert.Contains("fgsm, mi-fgsm-N, none, pgd-N", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void A_list_is_taken_apart_in_its_order_and_an_ensemble_into_its_members()
    {
        var settings = new AttackSettings { Norm = Norm.L2, Epsilon = 2 };

        Assert.Equal(["pgd-7", "fgsm"], AttackCatalog.Parts("pgd-7, fgsm").Select(part => part.Name));
        Assert.Equal(["apgd-ce", "apgd-t", "fab-t", "square", "fgsm"], AttackCatalog.Parts("autoattack,fgsm", settings).Select(part => part.Name));
        Assert.All(AttackCatalog.Parts("autoattack", settings), part => Assert.Equal((Norm.L2, 2), (part.Attack.Settings.Norm, part.Attack.Settings.Epsilon)));
        Assert.IsType<Fgsm>(Assert.Single(AttackCatalog.Parts("fgsm")).Attack);
    }

    [Theory]
    [InlineData("fgsm,none", "attacks nothing")]
    [InlineData("square,autoattack", "'square' is in it twice")]
    public void A_list_that_makes_no_sense_is_refused(string list, string why) =>
        Assert.Contains(why, Assert.Throws<InvalidInputException>(() => AttackCatalog.Parts(list)).Message, StringComparison.Ordinal);
}
