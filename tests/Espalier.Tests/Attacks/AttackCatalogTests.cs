using Espalier.Attacks;

namespace Espalier.Tests.Attacks;

public sealed class AttackCatalogTests
{
    [Fact]
    public void Names_are_those_of_the_cards()
    {
        Assert.Equal(["fgsm", "none", "pgd-N"], AttackCatalog.Names);
        Assert.Equal(["fast", "fgsm-rs", "free-N", "none", "pgd-N"], PerturbationCatalog.Names);
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
    [InlineData("autoattack")]
    public void Another_name_is_an_error_that_lists_the_names(string name)
    {
        var fault = Assert.Throws<InvalidInputException>(() => AttackCatalog.Create(name));

        Assert.Contains("fgsm, none, pgd-N", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }
}
