using static Espalier.Torch.torch;

namespace Espalier.Torch.Tests;

public class LinearAlgebraTests
{
    [Fact]
    public void Eigenvalues_come_in_ascending_order()
    {
        using var scope = NewDisposeScope();

        var found = linalg.eigvalsh(tensor([2.0, 1, 1, 2], [2, 2])).data<double>().ToArray();

        Assert.Equal([1, 3], found, (one, other) => Math.Abs(one - other) < 1e-12);
    }

    [Fact]
    public void A_determinant_is_its_sign_and_its_logarithm()
    {
        using var scope = NewDisposeScope();

        var (sign, logarithm) = linalg.slogdet(tensor([0.0, 3, 2, 0], [2, 2]));

        Assert.Equal(-1, sign.ToDouble());
        Assert.Equal(Math.Log(6), logarithm.ToDouble(), 12);
    }

    [Fact]
    public void A_singular_matrix_has_no_logarithm()
    {
        using var scope = NewDisposeScope();

        var (sign, logarithm) = linalg.slogdet(tensor([1.0, 2, 2, 4], [2, 2]));

        Assert.Equal((0, double.NegativeInfinity), (sign.ToDouble(), logarithm.ToDouble()));
    }

    [Fact]
    public void A_matrix_that_is_not_square_is_refused()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<TorchException>(() => linalg.eigvalsh(zeros([2, 3])));
    }
}
