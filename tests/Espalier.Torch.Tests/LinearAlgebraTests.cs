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
    public void Eigenvectors_make_the_matrix_again()
    {
        using var scope = NewDisposeScope();
        var matrix = tensor([2.0, 1, 1, 3], [2, 2]);

        var (values, vectors) = linalg.eigh(matrix);

        Assert.True(allclose(matrix, vectors.mul(values).matmul(vectors.t())));
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
    public void A_triangle_times_its_transpose_is_the_matrix()
    {
        using var scope = NewDisposeScope();

        var triangle = linalg.cholesky(tensor([4.0, 2, 2, 5], [2, 2]));

        Assert.Equal([2, 0, 1, 2], triangle.data<double>(), (one, other) => Math.Abs(one - other) < 1e-12);
    }

    [Fact]
    public void A_matrix_that_is_not_positive_definite_has_no_triangle()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<TorchException>(() => linalg.cholesky(tensor([1.0, 2, 2, 1], [2, 2])));
    }

    [Fact]
    public void Triangles_are_solved_by_substitution_and_their_other_half_is_not_read()
    {
        using var scope = NewDisposeScope();
        var both = tensor([2.0, 7, 1, 4], [2, 2]);
        var right = tensor([2.0, 9], [2, 1]);

        Assert.Equal([1, 2], linalg.solve_triangular(both, right, upper: false).data<double>());
        Assert.Equal([(2 - (7 * 2.25)) / 2, 2.25], linalg.solve_triangular(both, right, upper: true).data<double>());
    }

    [Fact]
    public void The_identity_and_the_half_below_a_diagonal()
    {
        using var scope = NewDisposeScope();

        Assert.Equal([1, 0, 0, 1], eye(2, ScalarType.Float64).data<double>());
        Assert.Equal([1, 0, 3, 4], tensor([1.0, 2, 3, 4], [2, 2]).tril().data<double>());
        Assert.Equal([0, 0, 3, 0], tensor([1.0, 2, 3, 4], [2, 2]).tril(-1).data<double>());
    }

    [Fact]
    public void A_matrix_that_is_not_square_is_refused()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<TorchException>(() => linalg.eigvalsh(zeros([2, 3])));
    }

    [Fact]
    public void A_system_of_equations_is_solved()
    {
        using var scope = NewDisposeScope();
        var solution = linalg.solve(tensor(new double[] { 2, 1, 1, 3 }, [2, 2]), tensor(new double[] { 5, 10 }));

        Assert.Equal([1.0, 3.0], solution.data<double>().ToArray(), (one, other) => Math.Abs(one - other) < 1e-12);
        Assert.Throws<TorchException>(() => linalg.solve(zeros([2, 2]), ones([2])));
    }
}
