using Espalier.Spaces;

namespace Espalier.Tests.Spaces;

public sealed class OneHotTests
{
    [Theory]
    [InlineData("nas-bench-201", 30)]
    [InlineData("darts", null)]
    public void A_row_says_each_choice(string name, int? width)
    {
        var space = (IChoiceSpace)Flow.SpaceOf(name);
        var encoding = new OneHot(space);
        var genotype = space.Sample(new SeededRandom(3));

        var row = encoding.Of(genotype);

        Assert.Equal(width ?? space.Choices.Sum(), row.Length);
        Assert.Equal(space.Choices.Count, row.Count(value => value == 1));
        Assert.Equal(row.Length - space.Choices.Count, row.Count(value => value == 0));
        Assert.Equal(genotype, space.Decode(Chosen(space, row)));
    }

    private static int[] Chosen(IChoiceSpace space, double[] row)
    {
        var chosen = new int[space.Choices.Count];
        var start = 0;
        for (var choice = 0; choice < chosen.Length; start += space.Choices[choice++])
        {
            chosen[choice] = row.AsSpan(start, space.Choices[choice]).IndexOf(1);
        }

        return chosen;
    }
}
