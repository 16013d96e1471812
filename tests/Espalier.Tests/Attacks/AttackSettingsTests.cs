using Espalier.Attacks;

namespace Espalier.Tests.Attacks;

public sealed class AttackSettingsTests
{
    [Theory]
    [InlineData("8/255", 8.0 / 255)]
    [InlineData("0.03", 0.03)]
    [InlineData(" 2 / 255 ", 2.0 / 255)]
    [InlineData("0", 0.0)]
    [InlineData("1", 1.0)]
    [InlineData("1e-2", 0.01)]
    public void A_radius_is_read_as_people_write_it(string text, double expected) =>
        Assert.Equal(expected, AttackSettings.ParseEpsilon(text));

    [Theory]
    [InlineData("")]
    [InlineData("8")]
    [InlineData("-0.1")]
    [InlineData("8/0")]
    [InlineData("0/0")]
    [InlineData("8/255/2")]
    [InlineData("NaN")]
    [InlineData("0,03")]
    public void What_is_no_radius_is_the_callers_fault(string text)
    {
        var fault = Assert.Throws<InvalidInputException>(() => AttackSettings.ParseEpsilon(text, "--epsilon"));

        Assert.StartsWith($"--epsilon '{text}': ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_check_themselves()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AttackSettings { Epsilon = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AttackSettings { Epsilon = 8 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AttackSettings { Steps = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AttackSettings { StepSize = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AttackSettings { StepSize = double.NaN });
        Assert.Throws<ArgumentException>(() => new Fgsm(new AttackSettings { Steps = 2 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AttackSettings { Restarts = 0 });
    }

    [Fact]
    public void A_Euclidean_radius_may_be_above_one_and_must_stay_Euclidean()
    {
        var settings = new AttackSettings { Norm = Norm.L2, Epsilon = 2.5 };

        Assert.Throws<ArgumentOutOfRangeException>(() => settings with { Norm = Norm.Linf });
        Assert.Throws<ArgumentOutOfRangeException>(() => settings with { Epsilon = 101 });
        Assert.Equal(2.5, AttackSettings.ParseEpsilon("2.5", norm: Norm.L2));
        Assert.Equal((2.0 / 255, 0.5), (Norm.Linf.DefaultEpsilon(), Norm.L2.DefaultEpsilon()));
        Assert.Equal(["linf", "l2"], Enum.GetValues<Norm>().Select(norm => norm.Text()));
    }
}
