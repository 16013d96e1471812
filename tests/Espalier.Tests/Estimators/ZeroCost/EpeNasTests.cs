using Espalier.Estimators.ZeroCost;

namespace Espalier.Tests.Estimators.ZeroCost;

public sealed class EpeNasTests
{
    private const double K = 1e-5;

    [Fact]
    public void Classes_add_the_logarithms_of_their_correlations()
    {
        using var scope = NewDisposeScope();

        // The first class' rows do not correlate, the second's do entirely.
        var rows = tensor([1.0, -1, 0, 0, 2, 2, -2, -2, 0, 0, 3, -3, 1, 1, -1, -1], [4, 4]);

        var expected = Math.Abs((2 * Math.Log(1 + K)) + (2 * Math.Log(K))) + Math.Abs(4 * Math.Log(1 + K));
        Assert.Equal(expected, EpeNas.Of(rows, [0, 1, 0, 1]), 1e-9);
    }

    [Fact]
    public void Many_classes_add_their_differences()
    {
        using var scope = NewDisposeScope();
        const int Classes = 101;

        // All classes have two rows that correlate entirely, but for the last, whose two do not.
        var rows = new double[Classes * 2 * 3];
        for (var i = 0; i < Classes; i++)
        {
            double[] second = i == Classes - 1 ? [1, 1, -2] : [2, -2, 0];
            double[] both = [1, -1, 0, .. second];
            both.CopyTo(rows, i * 6);
        }

        var alike = 4 * Math.Log(1 + K) / 2;
        var unlike = ((2 * Math.Log(1 + K)) + (2 * Math.Log(K))) / 2;
        var score = EpeNas.Of(tensor(rows, [Classes * 2, 3]), [.. Enumerable.Range(0, Classes * 2).Select(i => (long)(i / 2))]);
        Assert.Equal(Math.Abs(alike - unlike) * (Classes - 1) / Classes, score, 1e-6);
    }
}
