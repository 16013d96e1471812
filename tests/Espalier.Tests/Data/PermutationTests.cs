using Espalier.Data;

namespace Espalier.Tests.Data;

public class PermutationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(257)]
    public void Every_number_occurs_once(int count) => Assert.Equal(Enumerable.Range(0, count), Permutation.Of(count, 5).Order());

    [Fact]
    public void All_orders_of_three_are_about_as_frequent()
    {
        var counts = Enumerable.Range(0, 6000).CountBy(seed => string.Join(',', Permutation.Of(3, (ulong)seed))).ToArray();

        Assert.Equal(6, counts.Length);
        Assert.All(counts, order => Assert.InRange(order.Value, 870, 1130));
    }
}
