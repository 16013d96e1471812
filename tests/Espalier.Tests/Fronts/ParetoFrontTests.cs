using Espalier.Fronts;

namespace Espalier.Tests.Fronts;

public sealed class ParetoFrontTests
{
    [Theory]
    [InlineData(new[] { 1.0, 2 }, new[] { 1.0, 3 }, true)]
    [InlineData(new[] { 1.0, 2 }, new[] { 1.0, 2 }, false)]
    [InlineData(new[] { 1.0, 2 }, new[] { 0.0, 3 }, false)]
    [InlineData(new[] { 0.0, 0 }, new[] { 0.0, double.PositiveInfinity }, true)]
    [InlineData(new[] { double.NaN, 0 }, new[] { 1.0, 1 }, false)]
    [InlineData(new[] { 0.0, 0 }, new[] { double.NaN, 1 }, false)]
    public void One_dominates_when_it_is_nowhere_worse_and_somewhere_better(double[] one, double[] other, bool expected)
    {
        Assert.Equal(expected, ParetoFront.Dominates(one, other));
        Assert.False(expected && ParetoFront.Dominates(other, one));
    }

    [Fact]
    public void Vectors_of_different_lengths_cannot_be_compared() =>
        Assert.Throws<ArgumentException>(() => ParetoFront.Dominates([1.0], [1.0, 2]));

    // Few values make many ties; the front by definition: inside are those that nobody dominates.
    [Theory]
    [InlineData(1, 40, 5)]
    [InlineData(2, 60, 6)]
    [InlineData(3, 60, 4)]
    [InlineData(2, 200, 1000)]
    public void The_front_is_what_nobody_dominates(int objectives, int count, int values)
    {
        var random = new SeededRandom((ulong)(objectives * count));
        for (var round = 0; round < 20; round++)
        {
            var points = Enumerable.Range(0, count)
                .Select(_ => Enumerable.Range(0, objectives).Select(_ => Draw()).ToArray())
                .ToArray();

            var front = ParetoFront.Of(points, point => point);

            var sound = points.Where(point => !point.Any(double.IsNaN)).ToArray();
            Assert.Equal(sound.Where(point => !sound.Any(other => Beats(other, point))), front);
        }

        double Draw() => random.Next(values) is 0 ? double.NaN : random.Next(values);

        static bool Beats(double[] one, double[] other) =>
            one.Zip(other).All(pair => pair.First <= pair.Second) && !one.SequenceEqual(other);
    }

    [Fact]
    public void Equal_points_stay_together_in_their_order()
    {
        var front = ParetoFront.Of(new[] { ("b", 1), ("a", 2), ("c", 1) }, item => [item.Item2]);

        Assert.Equal([("b", 1), ("c", 1)], front);
        Assert.Empty(ParetoFront.Of(Array.Empty<int>(), item => [item]));
    }
}
