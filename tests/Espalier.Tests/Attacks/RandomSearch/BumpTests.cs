using Espalier.Attacks.RandomSearch;

namespace Espalier.Tests.Attacks.RandomSearch;

public sealed class BumpTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    public void It_has_length_one_and_two_halves_of_opposite_sign(int side)
    {
        var bump = Bump.Of(side);

        Assert.Equal(1, bump.Sum(value => value * value), 1e-12);
        Assert.All(bump.Take(side / 2 * side), value => Assert.True(value > 0));
        Assert.All(bump.Skip(side / 2 * side), value => Assert.True(value < 0));
    }

    [Fact]
    public void The_lower_half_of_three_is_what_the_formula_says()
    {
        // Two rows of three, the middle in the second: rings of 1 + 1/4 and 1/4, before both halves are scaled.
        var lower = Bump.Of(3).Skip(3).ToArray();

        Assert.Equal(5.0, lower[4] / lower[0], 1e-12);
        Assert.All(new[] { 1, 2, 3, 5 }, place => Assert.Equal(lower[0], lower[place], 1e-12));
    }
}
